namespace Microsoft.Spark.Sql;

/// <summary>What to do when there is something already where a frame is saved.</summary>
public enum SaveMode
{
    Append,
    Overwrite,
    ErrorIfExists,
    Ignore,
}
