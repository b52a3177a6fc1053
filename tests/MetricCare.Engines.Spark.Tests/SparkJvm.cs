using MetricCare.Spark;

[assembly: AssemblyFixture(typeof(MetricCare.Engines.Spark.Tests.SparkJvm))]

namespace MetricCare.Engines.Spark.Tests;

/// <summary>The one JVM of the tests: the Spark that SPARK_HOME names, with its Hudi where it has one.</summary>
public sealed class SparkJvm : IDisposable
{
    private readonly Lazy<SparkGateway> _gateway = new(Start);

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
    }

    private static SparkGateway Start()
    {
        var spark = SparkInstallation.Find();
        var bundle = SubmitLine.Bundle(spark);
        var conf = SubmitLine.Relied.Concat(bundle is null ? [] : SubmitLine.Hudi).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (key, value) in SubmitLine.Small)
        {
            conf[key] = value;
        }

        if (spark.Version.Major > 3)
        {
            // Once with code of Spark's own making, as larger runs have it.
            conf.Remove("spark.sql.codegen.wholeStage");
            conf.Remove("spark.sql.codegen.factoryMode");
        }

        // Nearly all objects are short-lived, and the code of so many tests does not fit into what one compiler is given.
        conf["spark.driver.memory"] = "2g";
        conf["spark.driver.extraJavaOptions"] += " -Xmn700m -XX:ReservedCodeCacheSize=240m";
        conf["spark.log.level"] = "WARN";
        return SparkGateway.Start(new SparkGatewayOptions(spark)
        {
            Conf = conf,
            Jars = bundle is null ? [] : [bundle],
            Environment = new Dictionary<string, string> { ["SPARK_LOCAL_IP"] = "127.0.0.1" },
        });
    }
}
