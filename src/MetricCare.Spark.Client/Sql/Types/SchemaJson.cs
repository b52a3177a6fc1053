using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Microsoft.Spark.Sql.Types;

/// <summary>Reads the JSON of Spark's schemas.</summary>
internal static partial class SchemaJson
{
    /// <summary>Names in any script are written as they are.</summary>
    public static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static DataType Type(JsonNode? node) => node switch
    {
        JsonObject record => Complex(record),
        JsonValue value when value.TryGetValue<string>(out var name) => Simple(name),
        _ => throw new ArgumentException("A data type is neither a name nor an object."),
    };

    public static StructField Field(JsonNode? node) => node is JsonObject field
        ? new StructField(Text(field, "name"), Type(field["type"]), Flag(field, "nullable"), field["metadata"] as JsonObject)
        : throw new ArgumentException("A field of a struct is no object.");

    private static DataType Complex(JsonObject type) => Text(type, "type") switch
    {
        "array" => new ArrayType(Type(type["elementType"]), Flag(type, "containsNull")),
        "map" => new MapType(Type(type["keyType"]), Type(type["valueType"]), Flag(type, "valueContainsNull")),
        "struct" => new StructType((type["fields"] as JsonArray ?? throw new ArgumentException("A struct has no fields.")).Select(Field)),
        "udt" => Type(type["sqlType"]),
        var other => throw new ArgumentException($"Could not parse data type: {other}"),
    };

    private static DataType Simple(string name) => name switch
    {
        "null" or "void" => new NullType(),
        "string" => new StringType(),
        "binary" => new BinaryType(),
        "boolean" => new BooleanType(),
        "date" => new DateType(),
        "timestamp" => new TimestampType(),
        "double" => new DoubleType(),
        "float" => new FloatType(),
        "byte" => new ByteType(),
        "short" => new ShortType(),
        "integer" => new IntegerType(),
        "long" => new LongType(),
        "decimal" => new DecimalType(),
        "" => throw new ArgumentException("Could not parse data type: it has no name."),
        _ when FixedDecimal().Match(name) is { Success: true } number => new DecimalType(Number(number.Groups[1]), Number(number.Groups[2])),
        _ => new OtherType(name),
    };

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string Text(JsonObject owner, string key) =>
        owner[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new ArgumentException($"Could not parse data type: \"{key}\" is missing.");

    private static bool Flag(JsonObject owner, string key) =>
        owner[key] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : throw new ArgumentException($"Could not parse data type: \"{key}\" is missing.");

    [GeneratedRegex(@"^decimal\(\s*(\d{1,9})\s*,\s*(-?\d{1,9})\s*\)$")]
    private static partial Regex FixedDecimal();
}
