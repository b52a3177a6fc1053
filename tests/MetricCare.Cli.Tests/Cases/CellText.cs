using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using NodaTime;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>
/// Cells as text, so that rows of any origin compare: dates 2024-01-31, instants 2024-01-31T10:00:00Z, booleans true and false,
/// fractions rounded to six digits without trailing zeros, lists joined by commas, null for null.
/// </summary>
internal static class CellText
{
    public static string? Of(object? value) => value switch
    {
        null or DBNull => null,
        bool flag => flag ? "true" : "false",
        LocalDate date => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        Instant instant => NodaTime.Text.InstantPattern.ExtendedIso.Format(instant),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => Of(Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc))),
        DateTimeOffset time => Of(Instant.FromDateTimeOffset(time)),
        double or float or decimal => OfNumber(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(',', list.Cast<object?>().Select(Of)),
        _ => value.ToString(),
    };

    /// <summary>The text of an expected value: numbers are brought into the form of <see cref="Of"/>, all else stays.</summary>
    public static string? OfExpected(string? written) =>
        written is null or "null" or "~" or "" ? null
        : decimal.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? OfNumber(number)
        : written;

    /// <summary>The properties of a record as a row with column names in snake case.</summary>
    public static Dictionary<string, string?> Row(object record) =>
        record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => Snake(property.Name), property => Of(property.GetValue(record)), StringComparer.Ordinal);

    private static string OfNumber(decimal number) => decimal.Round(number, 6, MidpointRounding.AwayFromZero).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}
