namespace MetricCare.Spark;

/// <summary>Spark cannot be started as this machine is set up. The message says what is missing, <see cref="Next"/> what to do.</summary>
public sealed class SparkSetupException(string message, string next, Exception? innerException = null) : Exception(message, innerException)
{
    public string Next => next;
}
