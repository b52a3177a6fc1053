namespace MetricCare.Spark;

/// <summary>The JVM that does the work cannot be reached, or has died. Nothing that was asked of it can be relied upon, and the driver had best end.</summary>
public sealed class JvmLostException(string message, Exception? innerException = null) : Exception(message, innerException);
