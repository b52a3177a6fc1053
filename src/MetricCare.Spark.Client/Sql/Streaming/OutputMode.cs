namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Which rows a streaming query writes.</summary>
public enum OutputMode
{
    Append,
    Complete,
    Update,
}
