namespace Microsoft.Spark.Interop.Ipc;

/// <summary>Something that stands for an object in the JVM.</summary>
public interface IJvmObjectReferenceProvider
{
    JvmObjectReference Reference { get; }
}
