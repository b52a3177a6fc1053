namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Why a streaming query failed.</summary>
public class StreamingQueryException(string message) : JvmException(message);
