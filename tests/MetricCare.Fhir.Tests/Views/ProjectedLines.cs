using System.Text;
using System.Text.Json;
using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>What intake does, without its checks: keeps what the schema names, and quotes decimals.</summary>
internal static class ProjectedLines
{
    public static IEnumerable<string> Of(IEnumerable<string> resources, NarrowSchema schema)
    {
        var number = 0;
        foreach (var resource in resources)
        {
            number++;
            using var document = JsonDocument.Parse(resource, new JsonDocumentOptions { MaxDepth = 256 });
            if (document.RootElement.GetProperty("resourceType").GetString() == schema.ResourceType)
            {
                yield return Line(document.RootElement, schema, number);
            }
        }
    }

    private static string Line(JsonElement resource, NarrowSchema schema, int number)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber(LineageColumns.Record, number);
            json.WriteNumber(LineageColumns.File, 1);
            json.WriteNumber(LineageColumns.Line, number);
            json.WriteString(LineageColumns.Hash, "00");
            json.WriteNumber(LineageColumns.Updated, 0);
            json.WriteNumber(LineageColumns.Version, 0);
            json.WriteString(LineageColumns.Generation, "R4");
            Properties(json, resource, schema.Properties);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Properties(Utf8JsonWriter json, JsonElement owner, IReadOnlyList<NarrowNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (owner.TryGetProperty(node.Name, out var value))
            {
                json.WritePropertyName(node.Name);
                Value(json, value, node);
            }
        }
    }

    private static void Value(Utf8JsonWriter json, JsonElement value, NarrowNode node)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Value(json, item, node);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Object when node.Kind == JsonKind.Object:
                json.WriteStartObject();
                Properties(json, value, node.Children);
                json.WriteEndObject();
                break;
            case JsonValueKind.Number when node.Kind == JsonKind.Decimal:
                json.WriteStringValue(value.GetRawText());
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
