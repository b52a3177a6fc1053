using MetricCare.Cli.Tests.Cases;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

/// <summary>The tables of made-up populations are, row by row, what plain code works out of the resources.</summary>
public sealed class PopulationRunTests
{
    private const int Patients = 250;

    public static TheoryData<int> Seeds => [101, 102, 103, 104];

    public static TheoryData<int> HardSeeds => [405, 409, 508, 564];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Every_row_of_a_random_population_is_that_of_the_oracle(int seed) => AssertSameAsync(
        RandomPopulation.Generate(seed, Patients), RandomPopulation.Parameters(Repository.Shared("value-sets", "vs_infection.csv")));

    [Theory]
    [MemberData(nameof(HardSeeds))]
    public Task Hospice_care_partial_deaths_and_parameters_off_their_defaults_give_the_rows_of_the_oracle(int seed) => AssertSameAsync(
        RandomPopulation.Generate(seed, Patients).WithHardCases(seed),
        RandomPopulation.Parameters(Repository.Shared("value-sets", "vs_infection.csv")).Varied(seed));

    private static async Task AssertSameAsync(RandomPopulation population, OracleParameters parameters)
    {
        using var folder = new ScratchFolder();
        var files = population.WriteTo(folder.Path);
        var run = await ComputedRun.ExecuteAsync(files, Configured.Like(parameters));
        Assert.Empty(run.Report.Rejects);
        var oracle = MeasureOracle.Compute(files, parameters);
        SameRows.Assert(oracle, run);
        SameMeasures.Assert(oracle, run);
    }
}
