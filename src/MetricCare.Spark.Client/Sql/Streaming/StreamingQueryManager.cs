using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>All streaming queries of a session.</summary>
[JavaClass("org.apache.spark.sql.streaming.StreamingQueryManager")]
public sealed class StreamingQueryManager : IJvmObjectReferenceProvider
{
    internal StreamingQueryManager(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public IEnumerable<StreamingQuery> Active() => Reference.Call("active").Items().Select(query => new StreamingQuery((JvmObjectReference)query!));

    public StreamingQuery Get(string id) => new(Reference.Call("get", id));

    public void AwaitAnyTermination() => Reference.Invoke("awaitAnyTermination");

    public void AwaitAnyTermination(long timeoutMs) => Reference.Invoke("awaitAnyTermination", timeoutMs);

    public void ResetTerminated() => Reference.Invoke("resetTerminated");
}
