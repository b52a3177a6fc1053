using MetricCare.Cli.Tests.Cases;
using MetricCare.Jobs.Configuration;
using MetricCare.Oracle;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>The sample, run as a newcomer runs it, gives the answers that were worked out by hand.</summary>
public sealed class SampleDataRunTests
{
    private static readonly Lazy<Task<ComputedRun>> Run = new(() => ComputedRun.ExecuteAsync(
        [Path.Combine(Repository.SampleData, "fhir")],
        RunConfigurationLoader.Load(Path.Combine(Repository.SampleData, "metriccare.yml"), new RunOverrides(), StoppedClock.Instance)));

    private static readonly Lazy<YamlMappingNode> Answers = new(() => YamlTree.Load(Path.Combine(Repository.SampleData, "answers.yml")));

    [Theory]
    [InlineData("stays", "silver.stays", "stay_id")]
    [InlineData("readmission", "gold.fact_readmission", "stay_id")]
    [InlineData("mortality", "gold.fact_mortality", "stay_id")]
    [InlineData("infection", "gold.fact_infection_event", "condition_id")]
    public async Task Every_row_is_the_one_worked_out_by_hand(string answers, string relation, string key)
    {
        var expected = Answers.Value.Items(answers).Select(row => row.Row()).ToList();
        var actual = (await Run.Value)[relation].Where(row => row.GetValueOrDefault("row_type") != "NOT_COUNTED").ToList();
        Assert.NotEmpty(expected);
        RowComparison.AssertSameKeys(relation, [key], expected, actual);
        RowComparison.AssertRows(relation, [key], expected, actual);
    }

    [Fact]
    public async Task Every_measure_is_the_one_worked_out_by_hand()
    {
        var rows = (await Run.Value)["measures"];
        RowComparison.AssertRows("measures", ["measure", "facility", "stratum"], Answers.Value.Items("measures").Select(answer => answer.Row()), rows);
        foreach (var answer in Answers.Value.Items("measures").Where(answer => answer.Get("excluded").Entries().Any()))
        {
            var row = rows.Single(r => r["measure"] == answer.Text("measure") && r["facility"] == answer.Text("facility") && r["stratum"] == answer.Text("stratum"));
            Assert.Equal(
                answer.Get("excluded").Entries().Select(reason => $"{reason.Key}={((YamlScalarNode)reason.Value).Value}").Order(StringComparer.Ordinal),
                SameMeasures.Reasons(row["detail"]).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Every_other_row_is_that_of_the_oracle()
    {
        var oracle = MeasureOracle.Compute(SampleRun.Files, SampleRun.Parameters(Path.Combine(Repository.Root, "jobs", "value-sets", "vs_infection.csv")));
        SameRows.Assert(oracle, await Run.Value);
        SameMeasures.Assert(oracle, await Run.Value);
    }

    [Fact]
    public async Task The_broken_line_is_rejected_and_the_report_prints_what_the_table_says()
    {
        var run = await Run.Value;
        Assert.Equal([new KeyValuePair<string, long>("INVALID_JSON", 1)], run.Report.Rejects);
        Assert.True(run.Report.Totals.IsConserved);
        var printed = run.Report.Measures.Select(m => $"{m.Measure} {m.Facility} {CellText.Of(m.Numerator)}/{CellText.Of(m.Denominator)}").ToList();
        var table = run["measures"].Where(m => m["stratum"] is null or "ACUTE").Select(m => $"{m["measure"]} {m["facility"]} {m["numerator"]}/{m["denominator"]}").ToList();
        Assert.NotEmpty(printed);
        Assert.All(printed, line => Assert.Contains(line, table));
    }
}
