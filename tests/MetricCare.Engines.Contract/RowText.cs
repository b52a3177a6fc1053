using System.Globalization;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Contract;

/// <summary>Values of rows as text that tells their kinds apart, so that rows of any shape compare, and differences can be read.</summary>
public static class RowText
{
    public static string Of(IEnumerable<object?> row) => string.Join(" | ", row.Select(Of));

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        ExactDecimal number => $"{number}exact",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset { Offset.Ticks: 0 } instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, object?> record => $"{{{string.Join(", ", record.Select(field => $"{field.Key}: {Of(field.Value)}"))}}}",
        IReadOnlyList<object?> items => $"[{string.Join(", ", items.Select(Of))}]",
        _ => throw new InvalidOperationException($"A row may not hold a {value.GetType()}."),
    };
}
