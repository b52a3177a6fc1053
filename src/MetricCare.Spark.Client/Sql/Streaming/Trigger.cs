using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>When a streaming query looks for new data.</summary>
[JavaClass("org.apache.spark.sql.streaming.Trigger")]
public sealed class Trigger : IJvmObjectReferenceProvider
{
    internal Trigger(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    private const string Class = "org.apache.spark.sql.streaming.Trigger";

    public static Trigger ProcessingTime(long intervalMs) => new(Jvm.StaticReference(Class, "ProcessingTime", intervalMs));

    public static Trigger ProcessingTime(string interval) => new(Jvm.StaticReference(Class, "ProcessingTime", interval));

    public static Trigger Once() => new(Jvm.StaticReference(Class, "Once"));

    public static Trigger Continuous(long intervalMs) => new(Jvm.StaticReference(Class, "Continuous", intervalMs));

    public static Trigger Continuous(string interval) => new(Jvm.StaticReference(Class, "Continuous", interval));
}
