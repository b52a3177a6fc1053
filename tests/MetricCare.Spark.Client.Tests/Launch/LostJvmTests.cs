using System.Diagnostics;
using MetricCare.Spark.Gateway;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark.Client.Tests.Launch;

/// <summary>A JVM that refuses, or dies. Each test has one of its own.</summary>
public sealed class LostJvmTests(SparkJvm jvm)
{
    [Fact]
    public void A_wrong_secret_is_refused_and_not_shown()
    {
        var port = jvm.Require().Port;
        var refusal = Assert.Throws<JvmLostException>(() => GatewayConnection.Open(new GatewayAddress(port, "feedface00")));
        Assert.Contains("refused the secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("feedface00", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, SparkEnvironment.JvmBridge.CallStaticJavaMethod("java.lang.Math", "max", 1, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    public async Task A_JVM_that_is_killed_idle_or_at_work_is_lost_at_once(int sleep)
    {
        jvm.Require();
        using var gateway = SparkJvm.Start(isCurrent: false);
        var bridge = gateway.Bridge;
        Assert.Equal(2, bridge.CallStaticJavaMethod("java.lang.Math", "max", 1, 2));
        var call = Task.Run(() => bridge.CallStaticJavaMethod("java.lang.Thread", "sleep", (long)sleep), TestContext.Current.CancellationToken);
        if (sleep == 0)
        {
            await call;
        }
        else
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        Process.GetProcessById(gateway.ProcessId).Kill();
        var clock = Stopwatch.StartNew();
        if (sleep > 0)
        {
            await Assert.ThrowsAsync<JvmLostException>(() => call);
        }

        Assert.Throws<JvmLostException>(() => bridge.CallStaticJavaMethod("java.lang.Math", "max", 1, 2));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_Spark_that_does_not_start_says_why()
    {
        jvm.Require();
        var failure = Assert.Throws<SparkSetupException>(() => SparkGateway.Start(new SparkGatewayOptions(SparkInstallation.Find()) { Master = "nonsense" }));
        Assert.Contains("Master", failure.Message, StringComparison.Ordinal);
    }
}
