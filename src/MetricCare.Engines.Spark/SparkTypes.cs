using System.Text.Json;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Spark;

/// <summary>Column types here and there. Spark's side is the JSON of its schemas.</summary>
internal static class SparkTypes
{
    /// <summary>The type as Spark's DDL writes it.</summary>
    public static string Ddl(ColumnType type) => type switch
    {
        _ when type == ColumnType.Instant => "timestamp",
        ColumnType.Decimal number => $"decimal({number.Precision},{number.Scale})",
        ColumnType.List list => $"array<{Ddl(list.Item)}>",
        ColumnType.Struct record => $"struct<{string.Join(", ", record.Fields.Select(field => $"`{field.Name}`: {Ddl(field.Type)}"))}>",
        _ => type.ToString(),
    };

    public static string Ddl(RelationShape shape) => string.Join(", ", shape.Columns.Select(column => $"`{column.Name}` {Ddl(column.Type)}"));

    /// <summary>Columns of a schema of Spark.</summary>
    /// <param name="json">Spark's JSON of a StructType.</param>
    /// <param name="subject">For the message.</param>
    /// <exception cref="MetricCareException"><see cref="ExitCode.ModelFailed"/>: a type that no contract knows, or a name that comes twice.</exception>
    public static RelationShape Strict(string json, string subject)
    {
        using var document = JsonDocument.Parse(json);
        var columns = Fields(document.RootElement, name => throw new MetricCareException(
            ExitCode.ModelFailed,
            $"{subject}: column {name.Column} is of type {name.Type}, which no contract knows.",
            "Cast it to string, boolean, int, bigint, double, date, instant or decimal."));
        return columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new MetricCareException(ExitCode.ModelFailed, $"{subject}: the query gives column {twice.Key} twice.")
            : new RelationShape(columns);
    }

    /// <summary>Columns as rows give them: small integers are integers, and what has no counterpart is text.</summary>
    /// <returns>With each column whether it has to be cast to text first.</returns>
    public static IReadOnlyList<(Column Column, bool AsText)> Readable(string json)
    {
        using var document = JsonDocument.Parse(json);
        var strangers = new HashSet<string>(StringComparer.Ordinal);
        var readable = new List<(Column, bool)>();
        foreach (var field in document.RootElement.GetProperty("fields").EnumerateArray())
        {
            var isStrange = false;
            var type = TypeOf(field.GetProperty("type"), string.Empty, isReadable: true, _ =>
            {
                isStrange = true;
                return ColumnType.Text;
            });
            readable.Add((new Column(field.GetProperty("name").GetString()!, isStrange ? ColumnType.Text : type), isStrange));
        }

        return readable;
    }

    /// <summary>The schema (Spark's JSON) with every value, element and field allowed to be missing.</summary>
    public static string Nullable(string json) =>
        json.Replace("\"nullable\":false", "\"nullable\":true", StringComparison.Ordinal).Replace("ontainsNull\":false", "ontainsNull\":true", StringComparison.Ordinal);

    private static List<Column> Fields(JsonElement record, Func<(string Column, string Type), ColumnType> strange) =>
        [.. record.GetProperty("fields").EnumerateArray().Select(field =>
        {
            var name = field.GetProperty("name").GetString()!;
            return new Column(name, TypeOf(field.GetProperty("type"), name, isReadable: false, strange));
        })];

    private static ColumnType TypeOf(JsonElement type, string column, bool isReadable, Func<(string Column, string Type), ColumnType> strange)
    {
        if (type.ValueKind == JsonValueKind.Object)
        {
            return type.GetProperty("type").GetString() switch
            {
                "array" => new ColumnType.List(TypeOf(type.GetProperty("elementType"), column, isReadable, strange)),
                "struct" => new ColumnType.Struct([.. type.GetProperty("fields").EnumerateArray().Select(field =>
                    new Column(field.GetProperty("name").GetString()!, TypeOf(field.GetProperty("type"), column, isReadable, strange)))]),
                var other => strange((column, other!)),
            };
        }

        var name = type.GetString()!;
        return name switch
        {
            "string" => ColumnType.Text,
            "boolean" => ColumnType.Boolean,
            "integer" => ColumnType.Int,
            "long" => ColumnType.BigInt,
            "double" => ColumnType.Double,
            "date" => ColumnType.Date,
            "timestamp" => ColumnType.Instant,
            "byte" or "short" when isReadable => ColumnType.Int,
            "float" when isReadable => ColumnType.Double,
            _ when name.StartsWith("decimal(", StringComparison.Ordinal) => Decimal(name),
            _ => strange((column, name)),
        };
    }

    private static ColumnType.Decimal Decimal(string name)
    {
        var parts = name["decimal(".Length..^1].Split(',');
        return new ColumnType.Decimal(int.Parse(parts[0]), int.Parse(parts[1]));
    }
}
