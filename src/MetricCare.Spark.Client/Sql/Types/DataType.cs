using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Types;

/// <summary>A type of Spark SQL. Two types are equal when their <see cref="SimpleString"/>s are; whether values may be null does not count, as in Microsoft.Spark.</summary>
public abstract class DataType
{
    private protected DataType(string typeName) => TypeName = typeName;

    /// <summary>The name of the class without "Type", for example <c>integer</c>.</summary>
    public string TypeName { get; }

    /// <summary>Short form. For all but intervals and types of other vendors, DDL reads it too.</summary>
    public virtual string SimpleString => TypeName;

    /// <summary>The form in which Spark keeps schemas; <see cref="ParseDataType"/> reads it back.</summary>
    public string Json => JsonValue.ToJsonString(SchemaJson.Writing);

    internal virtual JsonNode JsonValue => JsonText(TypeName);

    /// <summary>Reads what <c>schema.json()</c> of Spark gives. A simple type that this library does not know is kept under its name; a user-defined type becomes its SQL type.</summary>
    /// <exception cref="ArgumentException">This is no type.</exception>
    public static DataType ParseDataType(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return SchemaJson.Type(JsonNode.Parse(json));
        }
        catch (JsonException broken)
        {
            throw new ArgumentException("The text of a data type is no JSON.", nameof(json), broken);
        }
    }

    public override bool Equals(object? obj) => obj is DataType other && SimpleString == other.SimpleString;

    public override int GetHashCode() => SimpleString.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => SimpleString;

    /// <summary>The same type in the JVM of this process.</summary>
    internal JvmObjectReference ToJvm() => ToJvm(Interop.SparkEnvironment.JvmBridge);

    /// <summary>The same type in the JVM.</summary>
    internal JvmObjectReference ToJvm(IJvmBridge jvm) => (JvmObjectReference)jvm.CallStaticJavaMethod("org.apache.spark.sql.types.DataType", "fromJson", Json)!;

    private protected static JsonNode JsonText(string text) => System.Text.Json.Nodes.JsonValue.Create(text)!;
}
