namespace Microsoft.Spark;

/// <summary>An exception that was thrown in the JVM; the message is its whole Java stack trace, causes included.</summary>
/// <remarks>As in Microsoft.Spark it arrives as the inner exception of a plain <see cref="Exception"/>. See <see cref="MetricCare.Spark.JavaException"/> for its parts.</remarks>
public class JvmException(string message) : Exception(message);
