using Microsoft.Spark.Interop;

namespace Microsoft.Spark;

/// <summary>Files that were added with <see cref="SparkContext.AddFile"/>.</summary>
public static class SparkFiles
{
    private const string Class = "org.apache.spark.SparkFiles";

    public static string Get(string fileName) => (string)Jvm.Static(Class, "get", fileName)!;

    public static string GetRootDirectory() => (string)Jvm.Static(Class, "getRootDirectory")!;
}
