using System.Globalization;

namespace MetricCare.Spark.Gateway;

/// <summary>Where the JVM listens, and the word that it asks for.</summary>
internal sealed class GatewayAddress(int port, string secret)
{
    private const string PortVariable = "PYSPARK_GATEWAY_PORT";
    private const string SecretVariable = "PYSPARK_GATEWAY_SECRET";

    public int Port => port;

    /// <summary>Never to be printed.</summary>
    internal string Secret => secret;

    /// <summary>What spark-submit told this process; null when it was not started by spark-submit.</summary>
    public static GatewayAddress? FromEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable(PortVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } secret
            ? new GatewayAddress(port, secret)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"gateway at port {port}");
}
