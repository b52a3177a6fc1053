using MetricCare.Cli.Tests.Cases;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

/// <summary>The tables of made-up populations are, row by row, what plain code works out of the resources.</summary>
public sealed class PopulationRunTests
{
    private const int Patients = 250;

    public static TheoryData<int> Seeds => [101, 102, 103, 104];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_row_of_a_random_population_is_that_of_the_oracle(int seed)
    {
        using var folder = new ScratchFolder();
        var files = RandomPopulation.Generate(seed, Patients).WriteTo(folder.Path);
        var parameters = RandomPopulation.Parameters(Repository.Shared("value-sets", "vs_infection.csv"));
        var run = await ComputedRun.ExecuteAsync(files, Configured.Like(parameters));
        Assert.Empty(run.Report.Rejects);
        File.WriteAllLines($"/tmp/wiring-{seed}.ndjson", files.SelectMany(File.ReadLines));
        SameRows.Assert(MeasureOracle.Compute(files, parameters), run);
    }
}
