using System.Text;

namespace MetricCare.Spark.Testing;

/// <summary>Rows that are on one side only, found without regard to their order or with it. Pure.</summary>
internal sealed class RowDifference
{
    private readonly List<(int? Expected, int? Actual, object?[]? Missing, object?[]? Unexpected)> _pairs = [];
    private readonly int _expected;
    private readonly int _actual;

    private RowDifference(int expected, int actual) => (_expected, _actual) = (expected, actual);

    public bool IsEmpty => _pairs.Count == 0;

    public static RowDifference Of(IReadOnlyList<object?[]> expected, IReadOnlyList<object?[]> actual, FrameComparison how)
    {
        var difference = new RowDifference(expected.Count, actual.Count);
        var cells = new CellEquality(how.Tolerance);
        if (how.InOrder)
        {
            difference.ByPosition(expected, actual, cells);
        }
        else
        {
            difference.ByContent(expected, actual, cells);
        }

        return difference;
    }

    /// <summary>The rows under each other: <c>-</c> is missing, <c>+</c> is unexpected; cells that differ within a pair are marked.</summary>
    public string Print(IReadOnlyList<string> columns, int shown)
    {
        var text = new StringBuilder($"The rows differ: {_expected} expected, {_actual} actual, {_pairs.Count(pair => pair.Missing is not null)} missing (-), {_pairs.Count(pair => pair.Unexpected is not null)} unexpected (+).\n");
        var lines = new List<(string Sign, string[] Cells)> { (" ", [.. columns]) };
        foreach (var (_, _, missing, unexpected) in _pairs.Take(shown))
        {
            if (missing is not null)
            {
                lines.Add(("-", Cells(missing, unexpected)));
            }

            if (unexpected is not null)
            {
                lines.Add(("+", Cells(unexpected, missing)));
            }
        }

        var width = lines.Max(line => line.Cells.Length);
        var widths = Enumerable.Range(0, width).Select(at => lines.Max(line => at < line.Cells.Length ? line.Cells[at].Length : 0)).ToArray();
        foreach (var (sign, cells) in lines)
        {
            text.Append(sign).Append(' ').AppendLine(string.Join(" | ", cells.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd());
        }

        return _pairs.Count > shown ? text.Append($"  … and {_pairs.Count - shown} more.").ToString() : text.ToString().TrimEnd();
    }

    private static string[] Cells(object?[] row, object?[]? other) =>
        [.. row.Select((cell, at) => other is not null && (at >= other.Length || CellText.Of(cell) != CellText.Of(other[at])) ? $"*{CellText.Of(cell)}*" : CellText.Of(cell))];

    private void ByPosition(IReadOnlyList<object?[]> expected, IReadOnlyList<object?[]> actual, CellEquality cells)
    {
        for (var at = 0; at < Math.Max(expected.Count, actual.Count); at++)
        {
            var (wanted, given) = (at < expected.Count ? expected[at] : null, at < actual.Count ? actual[at] : null);
            if (wanted is null || given is null || !cells.RowsEqual(wanted, given))
            {
                _pairs.Add((at, at, wanted, given));
            }
        }
    }

    private void ByContent(IReadOnlyList<object?[]> expected, IReadOnlyList<object?[]> actual, CellEquality cells)
    {
        // Equal texts are taken off first; what is left may still be equal within the tolerance.
        var left = new Dictionary<string, Queue<object?[]>>(StringComparer.Ordinal);
        foreach (var row in actual)
        {
            var key = CellText.OfRow(row);
            (left.TryGetValue(key, out var same) ? same : left[key] = new Queue<object?[]>()).Enqueue(row);
        }

        var missing = expected.Where(row => !left.TryGetValue(CellText.OfRow(row), out var same) || !same.TryDequeue(out _)).ToList();
        var unexpected = left.Values.SelectMany(same => same).OrderBy(CellText.OfRow, StringComparer.Ordinal).ToList();
        missing.RemoveAll(row => unexpected.FindIndex(given => cells.RowsEqual(row, given)) is >= 0 and var found && TakenOff(unexpected, found));
        foreach (var row in missing.OrderBy(CellText.OfRow, StringComparer.Ordinal))
        {
            var nearest = unexpected.Select((given, at) => (at, Same: cells.EqualCells(row, given))).OrderByDescending(pair => pair.Same).FirstOrDefault((at: -1, Same: 0));
            if (nearest.at >= 0 && nearest.Same * 2 >= row.Length)
            {
                _pairs.Add((null, null, row, unexpected[nearest.at]));
                unexpected.RemoveAt(nearest.at);
            }
            else
            {
                _pairs.Add((null, null, row, null));
            }
        }

        _pairs.AddRange(unexpected.Select(row => ((int?)null, (int?)null, (object?[]?)null, (object?[]?)row)));
    }

    private static bool TakenOff(List<object?[]> rows, int at)
    {
        rows.RemoveAt(at);
        return true;
    }
}
