using System.Text.Json;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>Columns of a table before and after: what Hudi can follow, and what not.</summary>
internal sealed class HudiSchemas
{
    private readonly Dictionary<string, string> _before;
    private readonly Dictionary<string, string> _after;

    /// <param name="before">Spark's JSON of the table's schema, its key and what Hudi adds included.</param>
    /// <param name="after">The same of the new content, its key included.</param>
    public HudiSchemas(string before, string after) => (_before, _after) = (Types(before), Types(after));

    /// <summary>Columns came, went or were widened: every row has to be written again.</summary>
    public bool Differ => _before.Count != _after.Count || _before.Any(column => _after.GetValueOrDefault(column.Key) != column.Value);

    /// <summary>Columns whose types have changed such that old rows cannot be read with the new ones.</summary>
    public IReadOnlyList<string> Changed =>
        [.. _before.Where(column => _after.TryGetValue(column.Key, out var type) && type != column.Value && !IsWidened(column.Value, type)).Select(column => column.Key).Order(StringComparer.Ordinal)];

    private static bool IsWidened(string from, string to) => (from, to) is ("\"integer\"", "\"long\"");

    private static Dictionary<string, string> Types(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.GetProperty("fields").EnumerateArray()
            .Where(field => !field.GetProperty("name").GetString()!.StartsWith("_hoodie_", StringComparison.Ordinal))
            .ToDictionary(field => field.GetProperty("name").GetString()!, field => Plain(field.GetProperty("type")), StringComparer.Ordinal);
    }

    // Whether a value may be missing is no part of a type here: Spark and Hudi answer that differently.
    private static string Plain(JsonElement type)
    {
        if (type.ValueKind != JsonValueKind.Object)
        {
            return type.GetRawText();
        }

        return type.GetProperty("type").GetString() switch
        {
            "array" => $"array({Plain(type.GetProperty("elementType"))})",
            "struct" => $"struct({string.Join(", ", type.GetProperty("fields").EnumerateArray().Select(field => $"{field.GetProperty("name").GetString()} {Plain(field.GetProperty("type"))}"))})",
            _ => type.GetRawText(),
        };
    }
}
