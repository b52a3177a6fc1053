using MetricCare.Cli.Tests.Cases;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Compares whole tables with what the oracle works out.</summary>
internal static class SameRows
{
    private const int Shown = 12;

    /// <summary>Relations in which every row and every cell must agree.</summary>
    public static readonly IReadOnlyList<string> Tables = [.. OracleShape.Questions.Keys.Where(name => name.Contains('.', StringComparison.Ordinal))];

    /// <summary>Every table of the run holds exactly the rows that the oracle worked out.</summary>
    public static void Assert(OracleResult oracle, ComputedRun run)
    {
        var differences = Tables.SelectMany(name => Differences(name, [.. OracleShape.Of(oracle, name)], run[name])).ToList();
        Xunit.Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    /// <summary>Where two tables differ, at most a dozen lines; empty when they are the same.</summary>
    public static IEnumerable<string> Differences(string name, IReadOnlyList<Row> expected, IReadOnlyList<Row> actual)
    {
        var key = OracleShape.KeyOf(name);
        var theirs = actual.ToLookup(row => Key(row, key), StringComparer.Ordinal);
        var ours = expected.ToLookup(row => Key(row, key), StringComparer.Ordinal);
        var differences = theirs.Select(group => group.Key).Union(ours.Select(group => group.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .SelectMany(id => Compare(name, id, [.. ours[id]], [.. theirs[id]]))
            .ToList();
        return differences.Count <= Shown ? differences : [.. differences.Take(Shown), $"{name}: {differences.Count - Shown} more differences"];
    }

    private static IEnumerable<string> Compare(string name, string id, List<Row> ours, List<Row> theirs) =>
        (ours, theirs) switch
        {
            ([var one], [var other]) => one.Keys.Union(other.Keys, StringComparer.Ordinal)
                .Where(column => !one.ContainsKey(column) || !other.ContainsKey(column) || !string.Equals(one[column], other[column], StringComparison.Ordinal))
                .Select(column => $"{name} {id}: {column} is {Cell(other, column)} in the table, {Cell(one, column)} by the oracle"),
            _ => [$"{name} {id}: {theirs.Count} rows in the table, {ours.Count} by the oracle"],
        };

    private static string Key(Row row, string[] key) => string.Join('|', key.Select(column => row.GetValueOrDefault(column)));

    private static string Cell(Row row, string column) => row.TryGetValue(column, out var cell) ? cell ?? "null" : "(no such column)";
}
