using System.Collections;
using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using MetricCare.Core.Relations;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>Values of both sides as text that is equal when the values are.</summary>
internal static class RowText
{
    public static string Of(IEnumerable<string> cells) => string.Join(" | ", cells);

    /// <summary>A delivered value.</summary>
    public static string Delivered(object? value, string? fhirType) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text when fhirType == "decimal" => Number(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        string text when fhirType is { } type && (char.IsUpper(type[0]) || type.Contains('.', StringComparison.Ordinal)) => Json(text),
        string text => text,
        DateTimeOffset instant => Instant(instant),
        DateTime instant => Instant(new DateTimeOffset(instant, TimeSpan.Zero)),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(item => Delivered(item, fhirType)))}]",
        IConvertible number => Number(number.ToDecimal(CultureInfo.InvariantCulture)),
        _ => value.ToString()!,
    };

    /// <summary>A node, or nodes, of the FHIR library, as the column's type delivers it.</summary>
    public static string Evaluated(object? value, string? fhirType, ColumnType type)
    {
        switch (value)
        {
            case null:
                return "null";
            case List<PocoNode> nodes:
                var item = ((ColumnType.List)type).Item;
                return $"[{string.Join(", ", nodes.Select(n => Evaluated(n, fhirType, item)).Where(t => t != "null"))}]";
        }

        var node = (PocoNode)value;
        if (node.Poco is not PrimitiveType primitive)
        {
            return Json(new FhirJsonSerializer().SerializeToString(node.Poco));
        }

        return primitive.JsonValue switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string text when type == ColumnType.Instant => Instant(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)),
            DateTimeOffset instant => Instant(instant),
            string text => text,
            IConvertible number => Number(number.ToDecimal(CultureInfo.InvariantCulture)),
            var other => other.ToString()!,
        };
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Json(document.RootElement);
    }

    private static string Json(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(",", element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}:{Json(p.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(",", element.EnumerateArray().Select(Json))}]",
        JsonValueKind.Number => Number(element.GetDecimal()),
        _ => element.GetRawText(),
    };
}
