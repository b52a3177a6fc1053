using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace MetricCare.Fhir.Views.Suite;

/// <summary>Expected rows against delivered rows: as multisets, numbers by value, a missing property as null.</summary>
internal static class SuiteComparison
{
    /// <summary>Null when the case passes.</summary>
    public static string? Difference(SuiteCase test, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        if (test.IsError)
        {
            return "It should have failed.";
        }

        if (test.Columns is not null && !columns.SequenceEqual(test.Columns, StringComparer.Ordinal))
        {
            return $"Columns are {string.Join(", ", columns)}, not {string.Join(", ", test.Columns)}.";
        }

        if (test.Count is { } count)
        {
            return rows.Count == count ? null : $"There are {rows.Count} rows, not {count}.";
        }

        if (test.Rows is not { ValueKind: JsonValueKind.Array } expected)
        {
            return "The case expects nothing that can be compared.";
        }

        var unknown = expected.EnumerateArray().SelectMany(row => row.EnumerateObject()).FirstOrDefault(p => !columns.Contains(p.Name, StringComparer.Ordinal));
        if (unknown.Value.ValueKind != JsonValueKind.Undefined)
        {
            return $"The column {unknown.Name} is missing.";
        }

        var numeric = columns.Where(c => expected.EnumerateArray().Any(row => row.TryGetProperty(c, out var v) && v.ValueKind == JsonValueKind.Number)).ToHashSet(StringComparer.Ordinal);
        var wanted = expected.EnumerateArray().Select(row => string.Join(" | ", columns.Select(c => row.TryGetProperty(c, out var v) ? Text(v) : "null"))).Order(StringComparer.Ordinal).ToList();
        var given = rows.Select(row => string.Join(" | ", row.Select((v, i) => Text(v, numeric.Contains(columns[i]))))).Order(StringComparer.Ordinal).ToList();
        return wanted.SequenceEqual(given, StringComparer.Ordinal)
            ? null
            : $"Expected {wanted.Count} rows: {string.Join(" ; ", wanted)} but got {given.Count}: {string.Join(" ; ", given)}";
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => Number(value.GetDecimal()),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Text))}]",
        JsonValueKind.String => $"'{value.GetString()}'",
        _ => value.GetRawText(),
    };

    private static string Text(object? value, bool numeric) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text when numeric && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Number(number),
        string text => $"'{text}'",
        DateOnly date => $"'{date:yyyy-MM-dd}'",
        DateTimeOffset instant => $"'{instant:yyyy-MM-ddTHH:mm:ss.fffK}'",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(item => Text(item, numeric)))}]",
        IConvertible number => Number(number.ToDecimal(CultureInfo.InvariantCulture)),
        _ => value.ToString() ?? "",
    };

    private static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
