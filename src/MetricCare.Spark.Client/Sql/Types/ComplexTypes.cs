using System.Text.Json.Nodes;

namespace Microsoft.Spark.Sql.Types;

/// <summary>Sequences; cells are <see cref="System.Collections.ArrayList"/>.</summary>
public sealed class ArrayType(DataType elementType, bool containsNull = true) : DataType("array")
{
    public DataType ElementType => elementType;

    public bool ContainsNull => containsNull;

    public override string SimpleString => $"array<{ElementType.SimpleString}>";

    internal override JsonNode JsonValue => new JsonObject
    {
        ["containsNull"] = ContainsNull,
        ["elementType"] = ElementType.JsonValue,
        ["type"] = TypeName,
    };
}

/// <summary>Key to value; cells are <see cref="System.Collections.Hashtable"/>, without the order of the entries.</summary>
public sealed class MapType(DataType keyType, DataType valueType, bool valueContainsNull = true) : DataType("map")
{
    public DataType KeyType => keyType;

    public DataType ValueType => valueType;

    public bool ValueContainsNull => valueContainsNull;

    public override string SimpleString => $"map<{KeyType.SimpleString},{ValueType.SimpleString}>";

    internal override JsonNode JsonValue => new JsonObject
    {
        ["keyType"] = KeyType.JsonValue,
        ["type"] = TypeName,
        ["valueContainsNull"] = ValueContainsNull,
        ["valueType"] = ValueType.JsonValue,
    };
}

/// <summary>A column of a schema or a part of a struct.</summary>
public sealed class StructField
{
    /// <remarks>Microsoft.Spark takes a fourth argument, metadata as a JObject of Newtonsoft; here metadata are kept as read but cannot be given.</remarks>
    public StructField(string name, DataType dataType, bool isNullable = true)
        : this(name, dataType, isNullable, metadata: null)
    {
    }

    internal StructField(string name, DataType dataType, bool isNullable, JsonObject? metadata)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dataType);
        (Name, DataType, IsNullable, Metadata) = (name, dataType, isNullable, metadata?.DeepClone() as JsonObject ?? []);
    }

    public string Name { get; }

    public DataType DataType { get; }

    public bool IsNullable { get; }

    internal JsonObject Metadata { get; }

    internal JsonNode JsonValue => new JsonObject
    {
        ["metadata"] = Metadata.DeepClone(),
        ["name"] = Name,
        ["nullable"] = IsNullable,
        ["type"] = DataType.JsonValue,
    };

    public override string ToString() => $"StructField({Name},{DataType.SimpleString})";
}
