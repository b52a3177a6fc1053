using System.Collections;
using System.Globalization;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Testing;

/// <summary>Values as a test's message shows them; two values with the same text are the same.</summary>
internal static class CellText
{
    public static string OfRow(IEnumerable<object?> row) => string.Join(" | ", row.Select(Of));

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        double number => Floating(number),
        float number => Floating(number) + "f",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        byte[] bytes => "0x" + Convert.ToHexString(bytes),
        Row row => $"({OfRow(row.Values)})",
        GenericRow row => $"({OfRow(row.Values)})",
        Date or Timestamp => value.ToString()!,
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(map[key])}").Order(StringComparer.Ordinal))}}}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static string Floating(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }
}
