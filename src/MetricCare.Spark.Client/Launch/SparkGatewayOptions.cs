namespace MetricCare.Spark;

/// <summary>How a JVM of Spark is started.</summary>
/// <param name="Spark">Which Spark.</param>
public sealed record SparkGatewayOptions(SparkInstallation Spark)
{
    /// <summary>Spark's master URL.</summary>
    public string Master { get; init; } = "local[2]";

    /// <summary><c>--conf</c> of spark-submit.</summary>
    public IReadOnlyDictionary<string, string> Conf { get; init; } = new Dictionary<string, string>();

    /// <summary><c>--jars</c> of spark-submit.</summary>
    public IReadOnlyList<string> Jars { get; init; } = [];

    /// <summary>Added to the environment of the JVM.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Each line that the JVM prints, from any thread; null drops them.</summary>
    public Action<string>? OnLog { get; init; }

    /// <summary>The JVM becomes the one of this process.</summary>
    internal bool IsCurrent { get; init; } = true;

    /// <summary>After this long without a gateway the start has failed.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
