using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>A java.util.Properties.</summary>
internal static class JavaProperties
{
    public static JvmObjectReference Of(Dictionary<string, string> values)
    {
        var properties = Jvm.New("java.util.Properties");
        foreach (var (key, value) in values)
        {
            properties.Invoke("setProperty", key, value);
        }

        return properties;
    }
}
