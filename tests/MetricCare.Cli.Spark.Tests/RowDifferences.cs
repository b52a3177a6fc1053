using System.Collections;
using System.Globalization;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>Where two tables differ: columns, types, rows as multisets; doubles may differ by a part in 10^12.</summary>
internal static class RowDifferences
{
    private const double Tolerance = 1e-12;
    private const int Shown = 4;

    public static IEnumerable<string> Of(string name, Table expected, Table actual)
    {
        if (!expected.Shape.Equals(actual.Shape))
        {
            yield return $"{name}: columns are ({expected.Shape}) and ({actual.Shape})";
            yield break;
        }

        var ours = Sorted(expected);
        var theirs = Sorted(actual);
        if (ours.Count != theirs.Count)
        {
            yield return $"{name}: {ours.Count} and {theirs.Count} rows";
        }

        // Equal rows are taken off both sides, so that a row too many does not make all behind it differ.
        var (mine, other) = (new List<IReadOnlyList<object?>>(), new List<IReadOnlyList<object?>>());
        var (i, j) = (0, 0);
        while (i < ours.Count || j < theirs.Count)
        {
            if (i < ours.Count && j < theirs.Count && RowsEqual(ours[i].Row, theirs[j].Row))
            {
                i++;
                j++;
                continue;
            }

            var order = i == ours.Count ? 1 : j == theirs.Count ? -1 : string.CompareOrdinal(ours[i].Text, theirs[j].Text);
            if (order <= 0 && i < ours.Count)
            {
                mine.Add(ours[i++].Row);
            }
            else
            {
                other.Add(theirs[j++].Row);
            }
        }

        foreach (var (one, two) in mine.Take(Shown).Zip(other.Take(Shown).Concat(Enumerable.Repeat<IReadOnlyList<object?>?>(null, Shown))))
        {
            yield return two is null ? $"{name}: only on one side: {Text(one)}" : $"{name}: {string.Join("; ", Cells(expected, one, two))}";
        }

        foreach (var row in other.Skip(mine.Count).Take(Shown))
        {
            yield return $"{name}: only on the other side: {Text(row)}";
        }

        if (Math.Max(mine.Count, other.Count) > Shown)
        {
            yield return $"{name}: {Math.Max(mine.Count, other.Count)} rows differ";
        }
    }

    private static IEnumerable<string> Cells(Table table, IReadOnlyList<object?> one, IReadOnlyList<object?> two) =>
        table.Shape.Columns.Select((column, at) => (column.Name, One: one[at], Two: two[at]))
            .Where(cell => !CellsEqual(cell.One, cell.Two))
            .Select(cell => $"{cell.Name} {Text(cell.One)} and {Text(cell.Two)}")
            .Prepend(Text(one[0]));

    // Doubles are left out of the order: their last digits may differ.
    private static List<(string Text, IReadOnlyList<object?> Row)> Sorted(Table table) =>
        [.. table.Rows.Select(row => (Text: string.Join(" | ", row.Select(cell => cell is double number ? number.ToString("G6", CultureInfo.InvariantCulture) : Text(cell))), Row: row)).OrderBy(row => row.Text, StringComparer.Ordinal)];

    private static bool RowsEqual(IReadOnlyList<object?> one, IReadOnlyList<object?> two) => one.Zip(two, CellsEqual).All(equal => equal);

    private static bool CellsEqual(object? one, object? two) => (one, two) switch
    {
        (double a, double b) => a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b)),
        _ => Text(one) == Text(two),
    };

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        IReadOnlyDictionary<string, object?> record => $"{{{string.Join(", ", record.Select(field => $"{field.Key}: {Text(field.Value)}"))}}}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => $"{number.ToString(null, CultureInfo.InvariantCulture)}:{value.GetType().Name}",
        _ => value.ToString()!,
    };
}
