using System.Globalization;
using MetricCare.Core.Relations;

namespace MetricCare.Core.Models.Examples;

/// <summary>Turns what an example says into values of the engine port.</summary>
internal static class ExampleValue
{
    private static readonly string[] InstantForms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The value in the form that <see cref="Engines.IEngine"/> takes for the type.</summary>
    /// <exception cref="FormatException">It is none of that type.</exception>
    public static object? Convert(object? value, ColumnType type) => (value, type) switch
    {
        (null, _) => null,
        (IReadOnlyList<object?> items, ColumnType.List list) => items.Select(item => Convert(item, list.Item)).ToList(),
        (IReadOnlyDictionary<string, object?> map, ColumnType.Struct shape) => Struct(map, shape),
        (PlainText plain, ColumnType.Scalar or ColumnType.Decimal) => FromText(plain.Text, type),
        (string text, ColumnType.Scalar { Name: "string" }) => text,
        (string text, ColumnType.Scalar { Name: "date" or "instant" }) => FromText(text, type),
        (string or PlainText or IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>, _) =>
            throw new FormatException($"is {Kind(value)}, but the column is {type}"),
        _ => FromText(System.Convert.ToString(value, CultureInfo.InvariantCulture)!, type),
    };

    private static Dictionary<string, object?> Struct(IReadOnlyDictionary<string, object?> map, ColumnType.Struct shape)
    {
        if (map.Keys.FirstOrDefault(key => shape.Fields.All(field => field.Name != key)) is { } unknown)
        {
            throw new FormatException($"has the field {unknown}, which {shape} has not");
        }

        return shape.Fields.ToDictionary(field => field.Name, field => Convert(map.GetValueOrDefault(field.Name), field.Type));
    }

    private static string Kind(object? value) => value switch
    {
        string => "a quoted text",
        IReadOnlyList<object?> => "a list",
        IReadOnlyDictionary<string, object?> => "a map",
        _ => "a single value",
    };

    private static object FromText(string text, ColumnType type)
    {
        var invariant = CultureInfo.InvariantCulture;
        object? value = type switch
        {
            ColumnType.Decimal => decimal.TryParse(text, NumberStyles.Float, invariant, out var number) ? number : null,
            ColumnType.Scalar { Name: "string" } => text,
            ColumnType.Scalar { Name: "boolean" } => text switch { "true" or "True" => true, "false" or "False" => false, _ => null },
            ColumnType.Scalar { Name: "int" } => int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number) ? number : null,
            ColumnType.Scalar { Name: "bigint" } => long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number) ? number : null,
            ColumnType.Scalar { Name: "double" } => double.TryParse(text, NumberStyles.Float, invariant, out var number) ? number : null,
            ColumnType.Scalar { Name: "date" } => DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var date) ? date : null,
            ColumnType.Scalar { Name: "instant" } => Instant(text),
            _ => null,
        };
        return value ?? throw new FormatException($"is no {type}");
    }

    private static DateTimeOffset? Instant(string text)
    {
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasOffset && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : null;
    }
}
