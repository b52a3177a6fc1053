using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>A streaming query that was started.</summary>
[JavaClass("org.apache.spark.sql.streaming.StreamingQuery")]
public sealed class StreamingQuery : IJvmObjectReferenceProvider
{
    internal StreamingQuery(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public string? Name => (string?)Reference.Invoke("name");

    public string Id => (string)Reference.Call("id").Invoke("toString")!;

    public string RunId => (string)Reference.Call("runId").Invoke("toString")!;

    public bool IsActive() => (bool)Reference.Invoke("isActive")!;

    public void AwaitTermination() => Reference.Invoke("awaitTermination");

    public bool AwaitTermination(long timeoutMs) => (bool)Reference.Invoke("awaitTermination", timeoutMs)!;

    public void ProcessAllAvailable() => Reference.Invoke("processAllAvailable");

    public void Stop() => Reference.Invoke("stop");

    public void Explain(bool extended = false) => Reference.Invoke("explain", extended);

    /// <summary>Why the query ended; null when it did not fail.</summary>
    public StreamingQueryException? Exception() => Reference.Call("exception").OptionValue() is JvmObjectReference failure ? new((string)failure.Invoke("toString")!) : null;
}
