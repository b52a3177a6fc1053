using MetricCare.Oracle;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>The answers of sample-data were worked out by hand; the oracle comes to the same.</summary>
public sealed class SampleAnswersTests
{
    private static readonly Lazy<OracleResult> Result = new(() =>
        MeasureOracle.Compute(SampleRun.Files, SampleRun.Parameters(Repository.Shared("value-sets", "vs_infection.csv"))));

    private static readonly Lazy<YamlMappingNode> Answers = new(() => YamlTree.Load(Path.Combine(Repository.SampleData, "answers.yml")));

    [Fact]
    public void Every_stay_is_the_one_worked_out_by_hand() => AssertAll("stays", "stay_id", Result.Value.Stays);

    [Fact]
    public void Every_readmission_row_is_the_one_worked_out_by_hand() => AssertAll("readmission", "stay_id", Result.Value.Readmissions);

    [Fact]
    public void Every_mortality_row_is_the_one_worked_out_by_hand() => AssertAll("mortality", "stay_id", Result.Value.Mortality);

    [Fact]
    public void Every_infection_row_is_the_one_worked_out_by_hand() =>
        AssertAll("infection", "condition_id", Result.Value.Infections.Where(f => f.RowType != "NOT_COUNTED"));

    [Fact]
    public void Every_measure_is_the_one_worked_out_by_hand()
    {
        var actual = OracleMeasures.Of(Result.Value).Select(CellText.Row).ToList();
        RowComparison.AssertRows("measures", ["measure", "facility", "stratum"], Answers.Value.Items("measures").Select(a => a.Row()), actual);
        foreach (var answer in Answers.Value.Items("measures"))
        {
            var value = OracleMeasures.Of(Result.Value).Single(v =>
                v.Measure == answer.Text("measure") && v.Facility == answer.Text("facility") && v.Stratum == answer.Text("stratum"));
            var expected = answer.Get("excluded").Entries().Select(e => $"{e.Key} {((YamlScalarNode)e.Value).Value}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), value.Excluded.Select(e => $"{e.Key} {e.Value}").Order(StringComparer.Ordinal));
        }
    }

    private static void AssertAll(string relation, string key, IEnumerable<object> facts)
    {
        var expected = Answers.Value.Items(relation).Select(row => row.Row()).ToList();
        var actual = facts.Select(CellText.Row).ToList();
        Assert.NotEmpty(expected);
        RowComparison.AssertSameKeys(relation, [key], expected, actual);
        RowComparison.AssertRows(relation, [key], expected, actual);
    }
}
