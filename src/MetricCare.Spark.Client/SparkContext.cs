using Microsoft.Spark.Hadoop.Conf;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark;

/// <summary>The application as Spark's scheduler sees it.</summary>
/// <remarks>What is set per thread (job group, description) holds for the .NET thread that sets it.</remarks>
[JavaClass("org.apache.spark.SparkContext")]
public sealed class SparkContext : IJvmObjectReferenceProvider
{
    private const string Class = "org.apache.spark.SparkContext";

    public SparkContext(SparkConf conf) => Reference = Jvm.New(Class, conf);

    public SparkContext() => Reference = Jvm.New(Class);

    public SparkContext(string master, string appName, SparkConf conf) => Reference = Jvm.New(Class, master, appName, conf);

    public SparkContext(string master, string appName)
        : this(master, appName, new SparkConf())
    {
    }

    public SparkContext(string master, string appName, string sparkHome)
        : this(master, appName, new SparkConf().SetSparkHome(sparkHome))
    {
    }

    internal SparkContext(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public int DefaultParallelism => (int)Reference.Invoke("defaultParallelism")!;

    public SparkConf GetConf() => new(Reference.Call("getConf"));

    public static SparkContext GetOrCreate(SparkConf conf) => new(Jvm.StaticReference(Class, "getOrCreate", conf));

    public void SetLogLevel(string logLevel) => Reference.Invoke("setLogLevel", logLevel);

    public void Stop() => Reference.Invoke("stop");

    public void SetJobDescription(string value) => Reference.Invoke("setJobDescription", value);

    public void SetJobGroup(string groupId, string description, bool interruptOnCancel = false) => Reference.Invoke("setJobGroup", groupId, description, interruptOnCancel);

    public void ClearJobGroup() => Reference.Invoke("clearJobGroup");

    public void AddFile(string path, bool recursive = false) => Reference.Invoke("addFile", path, recursive);

    public IEnumerable<string> ListFiles() => Strings(Reference.Call("listFiles"));

    public void AddArchive(string path) => Reference.Invoke("addArchive", path);

    public IEnumerable<string> ListArchives() => Strings(Reference.Call("listArchives"));

    public void SetCheckpointDir(string directory) => Reference.Invoke("setCheckpointDir", directory);

    public string? GetCheckpointDir() => (string?)Reference.Call("getCheckpointDir").OptionValue();

    public Configuration HadoopConfiguration() => new(Reference.Call("hadoopConfiguration"));

    public string Version() => (string)Reference.Invoke("version")!;

    private static IEnumerable<string> Strings(JvmObjectReference sequence)
    {
        for (var at = 0; at < (int)sequence.Invoke("size")!; at++)
        {
            yield return (string)sequence.Invoke("apply", at)!;
        }
    }
}
