using System.Globalization;
using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Every case of the definitions, through the real pipeline.</summary>
public sealed class ScenarioRunTests
{
    public static TheoryData<string> Ids => [.. ScenarioReader.Ids(Repository.CasesFolder)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_tables_say_what_the_case_says(string id)
    {
        using var folder = new ScratchFolder();
        var (_, one) = ScenarioReader.Read(Repository.CasesFolder).Single(s => s.Id == id);
        var expect = ScenarioReader.Write(id, one, folder.Path).Expect;
        var rows = await ScenarioBatch.Of.Value[id].RowsOfAsync(id);
        foreach (var (relation, expected) in expect)
        {
            var key = ScenarioReader.KeyOf(relation);
            var actual = relation is "measures" or "los_statistics" ? WithAll(rows[relation], key) : rows[relation];
            RowComparison.AssertRows($"{id}: {relation}", key, expected, actual);
            if (relation.StartsWith("silver.", StringComparison.Ordinal))
            {
                RowComparison.AssertSameKeys(relation, key, expected, actual);
            }
        }
    }

    // The whole of a batch is not the whole of the case: that is the sum of its own hospitals.
    private static List<Row> WithAll(IReadOnlyList<Row> rows, string[] key)
    {
        var places = rows.Where(row => row["facility"] != OracleMeasures.All).ToList();
        var groups = places.GroupBy(row => string.Join('|', key.Where(column => column != "facility").Select(column => row[column])), StringComparer.Ordinal);
        return [.. places, .. groups.Select(group => Sum([.. group]))];
    }

    private static Dictionary<string, string?> Sum(List<Row> rows)
    {
        var sum = new Dictionary<string, string?>(rows[0], StringComparer.Ordinal) { ["facility"] = OracleMeasures.All };
        if (rows.Count > 1)
        {
            double Total(string column) => rows.Sum(row => double.Parse(row[column]!, CultureInfo.InvariantCulture));
            var (numerator, denominator) = (Total("numerator"), Total("denominator"));
            var per = rows[0]["measure"]! switch { var m when m.Contains("PER_1000_", StringComparison.Ordinal) => 1000, var m when m.Contains("PER_100_", StringComparison.Ordinal) => 100, _ => 1 };
            (sum["numerator"], sum["denominator"]) = (CellText.Of(numerator), CellText.Of(denominator));
            sum["value"] = denominator > 0 ? CellText.Of(per * numerator / denominator) : null;
        }

        return sum;
    }
}
