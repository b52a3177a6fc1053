using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark.Client.Tests.Rows;

/// <summary>Spark by plain calls, so that the tests of rows need no other wrapper.</summary>
internal static class Spark
{
    private static readonly Lazy<JvmObjectReference> Shared = new(() => Session(SparkEnvironment.JvmBridge));

    /// <summary>The session of the JVM of the tests.</summary>
    public static JvmObjectReference Session(SparkJvm jvm)
    {
        jvm.Require();
        return Shared.Value;
    }

    /// <summary>The session of a JVM.</summary>
    public static JvmObjectReference Session(IJvmBridge bridge)
    {
        var builder = (JvmObjectReference)bridge.CallStaticJavaMethod("org.apache.spark.sql.SparkSession", "builder")!;
        return (JvmObjectReference)builder.Invoke("getOrCreate")!;
    }

    /// <summary>A session with a setting of its own, so that other tests do not see it.</summary>
    public static JvmObjectReference With(this JvmObjectReference session, string key, string value)
    {
        var own = (JvmObjectReference)session.Invoke("newSession")!;
        ((JvmObjectReference)own.Invoke("conf")!).Invoke("set", key, value);
        return own;
    }

    public static JvmObjectReference Sql(this JvmObjectReference session, string sql) => (JvmObjectReference)session.Invoke("sql", sql)!;

    public static bool IsFour(this JvmObjectReference session) => ((string)session.Invoke("version")!).StartsWith('4');
}
