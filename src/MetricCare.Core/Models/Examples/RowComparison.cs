using System.Globalization;
using System.Text;

namespace MetricCare.Core.Models.Examples;

/// <summary>Compares rows as a multiset. Doubles are equal within one part in 10^9 (and 10^-12 around zero), everything else exactly.</summary>
public static class RowComparison
{
    private const double Relative = 1e-9;
    private const double Absolute = 1e-12;

    /// <summary>The rows that only one side has.</summary>
    public static (IReadOnlyList<IReadOnlyList<object?>> Missing, IReadOnlyList<IReadOnlyList<object?>> Unexpected) Compare(
        IReadOnlyList<IReadOnlyList<object?>> expected, IReadOnlyList<IReadOnlyList<object?>> actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var left = actual.ToList();
        var missing = new List<IReadOnlyList<object?>>();
        foreach (var row in expected)
        {
            var at = left.FindIndex(candidate => AreEqual(row, candidate));
            if (at < 0)
            {
                missing.Add(row);
            }
            else
            {
                left.RemoveAt(at);
            }
        }

        return (missing, left);
    }

    /// <summary>Whether two values of the engine port are the same.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (double a, double b) => a.Equals(b)
            || (double.IsFinite(a) && double.IsFinite(b) && Math.Abs(a - b) <= Math.Max(Absolute, Relative * Math.Max(Math.Abs(a), Math.Abs(b)))),
        (decimal a, decimal b) => a == b,
        (DateTimeOffset a, DateTimeOffset b) => a.UtcTicks == b.UtcTicks,
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) =>
            a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && AreEqual(pair.Value, other)),
        _ => left.Equals(right),
    };

    /// <summary>A row as <c>{ a: 1, b: null }</c>, as an example file would write it.</summary>
    public static string Print(IReadOnlyList<string> columns, IReadOnlyList<object?> row)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var text = new StringBuilder("{ ");
        for (var at = 0; at < columns.Count; at++)
        {
            text.Append(at == 0 ? string.Empty : ", ").Append(columns[at]).Append(": ").Append(Print(row[at]));
        }

        return text.Append(" }").ToString();
    }

    private static string Print(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => text.Length == 0 || text is "null" or "true" or "false" || char.IsAsciiDigit(text[0]) ? $"\"{text}\"" : text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, object?> map => "{ " + string.Join(", ", map.Select(pair => $"{pair.Key}: {Print(pair.Value)}")) + " }",
        IReadOnlyList<object?> items => "[" + string.Join(", ", items.Select(Print)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
