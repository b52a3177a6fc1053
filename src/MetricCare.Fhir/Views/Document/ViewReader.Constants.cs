using System.Text.Json;

namespace MetricCare.Fhir.Views.Document;

internal sealed partial class ViewReader
{
    private static readonly string[] ConstantTypes =
    [
        "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "integer64",
        "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid",
    ];

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "rowIndex", "context", "resource", "ucum", "sct", "loinc" };

    private Dictionary<string, ViewConstant> Constants(JsonElement root)
    {
        var constants = new Dictionary<string, ViewConstant>(StringComparer.Ordinal);
        foreach (var (element, place) in Items(root, "constant", ""))
        {
            if (!Object(element, place))
            {
                continue;
            }

            var name = Required(element, "name", place);
            if (name is not null && !Names().IsMatch(name))
            {
                Complain($"{place}.name", "A constant's name is a letter followed by letters, digits and underscores.");
            }
            else if (name is not null && Reserved.Contains(name))
            {
                Complain($"{place}.name", $"%{name} has a meaning of its own.");
            }

            var value = ConstantValue(element, place);
            if (name is not null && value is not null && !constants.TryAdd(name, value))
            {
                Complain($"{place}.name", $"There are two constants {name}.");
            }
        }

        return constants;
    }

    private ViewConstant? ConstantValue(JsonElement element, string place)
    {
        var values = element.EnumerateObject().Where(p => p.Name.StartsWith("value", StringComparison.Ordinal)).ToList();
        if (values.Count != 1)
        {
            Complain(place, values.Count == 0 ? "The constant has no value." : "The constant has more than one value.");
            return null;
        }

        var suffix = values[0].Name["value".Length..];
        var type = ConstantTypes.FirstOrDefault(t => string.Equals($"{char.ToUpperInvariant(t[0])}{t[1..]}", suffix, StringComparison.Ordinal));
        if (type is null)
        {
            Complain($"{place}.{values[0].Name}", "A constant has one of the 19 primitive types.");
            return null;
        }

        var json = values[0].Value;
        var fits = type switch
        {
            "boolean" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" or "positiveInt" or "unsignedInt" => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _),
            "integer64" => json.ValueKind is JsonValueKind.Number or JsonValueKind.String && long.TryParse(json.ToString(), out _),
            "decimal" => json.ValueKind == JsonValueKind.Number,
            _ => json.ValueKind == JsonValueKind.String,
        };
        if (!fits)
        {
            Complain($"{place}.{values[0].Name}", $"It is not a {type}.");
            return null;
        }

        return new(type, json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText());
    }
}
