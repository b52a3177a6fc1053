namespace MetricCare.Cli.Tests.Cases;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Compares rows that are only partly given with whole ones.</summary>
internal static class RowComparison
{
    /// <summary>Every expected row has exactly one actual row with the same key cells, which agrees in all the columns that the expected row names.</summary>
    public static void AssertRows(string what, IReadOnlyList<string> key, IEnumerable<Row> expected, IEnumerable<Row> actual)
    {
        var byKey = actual.ToLookup(row => KeyOf(row, key));
        var differences = new List<string>();
        foreach (var row in expected)
        {
            var found = byKey[KeyOf(row, key)].ToList();
            if (found.Count != 1)
            {
                differences.Add($"{KeyOf(row, key)}: {found.Count} rows instead of one");
                continue;
            }

            differences.AddRange(
                from cell in row
                let value = found[0].TryGetValue(cell.Key, out var v) ? v : "(no such column)"
                where !string.Equals(value, cell.Value, StringComparison.Ordinal)
                select $"{KeyOf(row, key)}: {cell.Key} is {value ?? "null"} instead of {cell.Value ?? "null"}");
        }

        Assert.True(differences.Count == 0, what + Environment.NewLine + string.Join(Environment.NewLine, differences));
    }

    /// <summary>The expected keys are all the keys there are.</summary>
    public static void AssertSameKeys(string what, IReadOnlyList<string> key, IEnumerable<Row> expected, IEnumerable<Row> actual) =>
        Assert.Equal(
            (what, string.Join(' ', expected.Select(row => KeyOf(row, key)).Order(StringComparer.Ordinal))),
            (what, string.Join(' ', actual.Select(row => KeyOf(row, key)).Order(StringComparer.Ordinal))));

    private static string KeyOf(Row row, IReadOnlyList<string> key) => string.Join('|', key.Select(column => row.GetValueOrDefault(column)));
}
