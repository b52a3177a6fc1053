using MetricCare.Spark;
using MetricCare.Spark.Gateway;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Interop;

/// <summary>The way of this process to its JVM.</summary>
public static class SparkEnvironment
{
    private static readonly Lock Gate = new();
    private static JvmBridge? s_bridge;

    /// <summary>Connects on first use to the gateway that spark-submit told this process of, or that <see cref="SparkGateway"/> started.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="JvmLostException">It does not answer.</exception>
    public static IJvmBridge JvmBridge => Bridge;

    internal static JvmBridge Bridge
    {
        get
        {
            lock (Gate)
            {
                return s_bridge ??= FromSubmit();
            }
        }
    }

    private static JvmBridge FromSubmit()
    {
        var address = GatewayAddress.FromEnvironment() ?? throw new InvalidOperationException(
            "There is no Spark to talk to: this process was not started by spark-submit. Start it with "
            + "spark-submit --conf spark.pyspark.driver.python=<this program> <any file that ends in .py> [arguments].");
        SparkDriver.EndWithJvm();
        return new JvmBridge(address);
    }

    /// <summary>Makes another JVM the one of this process.</summary>
    internal static void Use(JvmBridge bridge)
    {
        lock (Gate)
        {
            s_bridge = bridge;
        }
    }

    /// <summary>Leaves this process without a JVM, if it is this one.</summary>
    internal static void Forget(JvmBridge bridge)
    {
        lock (Gate)
        {
            s_bridge = s_bridge == bridge ? null : s_bridge;
        }
    }
}
