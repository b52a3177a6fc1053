using System.Text.Json.Nodes;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Types;

/// <summary>The columns of a frame, or a value with named parts; cells are <see cref="Row"/>.</summary>
public sealed class StructType : DataType
{
    public StructType(IEnumerable<StructField> fields)
        : base("struct") => Fields = [.. fields];

    public List<StructField> Fields { get; }

    public override string SimpleString => $"struct<{string.Join(',', Fields.Select(one => $"{one.Name}:{one.DataType.SimpleString}"))}>";

    internal override JsonNode JsonValue => new JsonObject
    {
        ["fields"] = new JsonArray([.. Fields.Select(one => one.JsonValue)]),
        ["type"] = TypeName,
    };

    /// <summary>Reads DDL such as <c>a INT NOT NULL, b ARRAY&lt;STRING&gt;</c>. Spark itself reads it, so this needs the JVM. Not in Microsoft.Spark.</summary>
    public static StructType FromDDL(string ddl) => Of(Jvm.StaticReference("org.apache.spark.sql.types.StructType", "fromDDL", ddl));

    /// <summary>Reads a schema that is in the JVM.</summary>
    internal static StructType Of(JvmObjectReference schema) => (StructType)ParseDataType((string)schema.Invoke("json")!);
}
