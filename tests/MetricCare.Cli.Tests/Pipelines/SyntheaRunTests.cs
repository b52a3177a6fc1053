using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Runs;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

/// <summary>The synthetic populations through the real pipeline: nothing is refused, and plain code over the resources explains every row.</summary>
public sealed class SyntheaRunTests
{
    [Theory]
    [InlineData("synthea-dev")]
    [InlineData("synthea-10")]
    public async Task Every_row_is_that_of_the_oracle_and_no_record_is_rejected(string population)
    {
        // Observations and medications too: the first become a table of no consequence here, the others are ignored and counted.
        var run = await ComputedRun.ExecuteAsync([Repository.Shared("fhir-samples", population)], Configured.Like(SyntheaOracleTests.Parameters));
        Assert.Empty(run.Report.Rejects);
        Assert.Equal(RecordCounts.None, run.Report.Totals with { Read = 0, Accepted = 0, Ignored = 0 });
        Assert.Equal(["MedicationRequest"], run.Report.Ignored.Keys.Where(type => type != "PractitionerRole"));

        var oracle = MeasureOracle.Compute(SyntheaOracleTests.Files(population), SyntheaOracleTests.Parameters);
        Assert.NotEmpty(oracle.Stays);
        SameRows.Assert(oracle, run);
        SameMeasures.Assert(oracle, run);
    }
}
