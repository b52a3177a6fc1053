using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Starts streaming queries.</summary>
[JavaClass("org.apache.spark.sql.streaming.DataStreamWriter")]
public sealed class DataStreamWriter : IJvmObjectReferenceProvider
{
    internal DataStreamWriter(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public DataStreamWriter OutputMode(string outputMode) => new(Reference.Call("outputMode", outputMode));

    public DataStreamWriter OutputMode(OutputMode outputMode) => OutputMode(outputMode.ToString());

    public DataStreamWriter Format(string source) => new(Reference.Call("format", source));

    public DataStreamWriter PartitionBy(params string[] colNames) => new(Reference.Call("partitionBy", [colNames]));

    public DataStreamWriter Option(string key, string value) => new(Reference.Call("option", key, value));

    public DataStreamWriter Option(string key, bool value) => new(Reference.Call("option", key, value));

    public DataStreamWriter Option(string key, long value) => new(Reference.Call("option", key, value));

    public DataStreamWriter Option(string key, double value) => new(Reference.Call("option", key, value));

    public DataStreamWriter Options(Dictionary<string, string> options) => new(Reference.Call("options", options));

    public DataStreamWriter Trigger(Trigger trigger) => new(Reference.Call("trigger", trigger));

    public DataStreamWriter QueryName(string queryName) => new(Reference.Call("queryName", queryName));

    public StreamingQuery Start(string? path = null) => new(path is null ? Reference.Call("start") : Reference.Call("start", path));

    public StreamingQuery ToTable(string tableName) => new(Reference.Call("toTable", tableName));
}
