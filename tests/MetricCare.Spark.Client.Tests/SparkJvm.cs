using MetricCare.Spark;

[assembly: AssemblyFixture(typeof(MetricCare.Spark.Client.Tests.SparkJvm))]

namespace MetricCare.Spark.Client.Tests;

/// <summary>The one JVM of the tests: the Spark that SPARK_HOME names. Tests that need it call <see cref="Require"/> first.</summary>
public sealed class SparkJvm : IDisposable
{
    // Of this run alone: tables of another, at work or killed, would be in the way.
    private static readonly Lazy<DirectoryInfo> Warehouse = new(() => Directory.CreateTempSubdirectory("metriccare-client-tests-"));

    private readonly Lazy<SparkGateway> _gateway = new(() => Start());

    /// <summary>Skips the test where there is no Spark.</summary>
    public SparkGateway Require()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SPARK_HOME")), "SPARK_HOME is not set.");
        return _gateway.Value;
    }

    public void Dispose()
    {
        if (_gateway.IsValueCreated)
        {
            _gateway.Value.Dispose();
        }

        if (Warehouse.IsValueCreated)
        {
            Warehouse.Value.Delete(recursive: true);
        }
    }

    internal static SparkGateway Start(bool isCurrent = true)
    {
        var spark = SparkInstallation.Find();
        var conf = new Dictionary<string, string>
        {
            ["spark.ui.enabled"] = "false",
            ["spark.driver.memory"] = "1g",
            ["spark.sql.session.timeZone"] = "UTC",
            ["spark.sql.ansi.enabled"] = "false",
            ["spark.sql.shuffle.partitions"] = "2",
            ["spark.driver.extraJavaOptions"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            ["spark.sql.warehouse.dir"] = Warehouse.Value.FullName,

            // To compile code for a few rows takes longer than to do without.
            ["spark.sql.codegen.wholeStage"] = "false",
            ["spark.sql.codegen.factoryMode"] = "NO_CODEGEN",
        };

        return SparkGateway.Start(new SparkGatewayOptions(spark)
        {
            IsCurrent = isCurrent,
            Conf = conf,
            Environment = new Dictionary<string, string> { ["SPARK_LOCAL_IP"] = "127.0.0.1" },
        });
    }
}
