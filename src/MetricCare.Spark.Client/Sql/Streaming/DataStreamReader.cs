using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Makes streaming frames.</summary>
[JavaClass("org.apache.spark.sql.streaming.DataStreamReader")]
public sealed class DataStreamReader : IJvmObjectReferenceProvider
{
    internal DataStreamReader(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public DataStreamReader Format(string source) => new(Reference.Call("format", source));

    public DataStreamReader Schema(StructType schema) => new(Reference.Call("schema", schema.ToJvm()));

    public DataStreamReader Schema(string schemaString) => new(Reference.Call("schema", schemaString));

    public DataStreamReader Option(string key, string value) => new(Reference.Call("option", key, value));

    public DataStreamReader Option(string key, bool value) => new(Reference.Call("option", key, value));

    public DataStreamReader Option(string key, long value) => new(Reference.Call("option", key, value));

    public DataStreamReader Option(string key, double value) => new(Reference.Call("option", key, value));

    public DataStreamReader Options(Dictionary<string, string> options) => new(Reference.Call("options", options));

    public DataFrame Load() => new(Reference.Call("load"));

    public DataFrame Load(string path) => new(Reference.Call("load", path));

    public DataFrame Json(string path) => new(Reference.Call("json", path));

    public DataFrame Csv(string path) => new(Reference.Call("csv", path));

    public DataFrame Orc(string path) => new(Reference.Call("orc", path));

    public DataFrame Parquet(string path) => new(Reference.Call("parquet", path));

    public DataFrame Table(string tableName) => new(Reference.Call("table", tableName));

    public DataFrame Text(string path) => new(Reference.Call("text", path));
}
