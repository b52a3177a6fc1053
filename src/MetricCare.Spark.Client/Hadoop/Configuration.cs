using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Hadoop.Conf;

/// <summary>Hadoop's settings.</summary>
[JavaClass("org.apache.hadoop.conf.Configuration")]
public class Configuration : IJvmObjectReferenceProvider
{
    internal Configuration(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }
}
