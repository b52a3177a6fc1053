namespace MetricCare.Spark;

/// <summary>A failure whose message may be shown by Spark: it holds no value of a row. Of every other exception Spark is told the type alone.</summary>
public sealed class ArrowWorkerException(string message, Exception? cause = null) : Exception(message, cause);
