using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>The oracle itself is checked against the public suite before it judges anything.</summary>
public sealed class OracleTests
{
    [Fact]
    public void The_oracle_agrees_with_the_compiler_on_the_public_suite()
    {
        if (SharedFolder.Find("sql-on-fhir") is not { } folder)
        {
            Assert.Skip("The shared folder with the suite is not there.");
            return;
        }

        using var duck = new DuckDb();
        var differences = new List<string>();
        foreach (var file in SuiteFile.Load(folder))
        {
            foreach (var test in file.Cases.Where(c => c.Rows is not null && !IsBoundaryOfTime(file, c)))
            {
                if (DifferentialCheck.Difference(duck, test.View, file.Resources) is { } difference)
                {
                    differences.Add($"{file.Name}: {test.Title}: {difference}");
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    // The library gives times without an offset, and a date as a time, where the suite says otherwise.
    private static bool IsBoundaryOfTime(SuiteFile file, SuiteCase test) => file.Name == "fn_boundary.json" && !test.Title.StartsWith("decimal", StringComparison.Ordinal);
}
