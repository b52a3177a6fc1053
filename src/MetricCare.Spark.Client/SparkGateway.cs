namespace MetricCare.Spark;

/// <summary>The JVM of Spark as this process sees it.</summary>
public sealed partial class SparkGateway
{
    private SparkGateway()
    {
    }
}
