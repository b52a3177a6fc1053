using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark;

/// <summary>Settings of a Spark application.</summary>
[JavaClass("org.apache.spark.SparkConf")]
public sealed class SparkConf : IJvmObjectReferenceProvider
{
    public SparkConf(bool loadDefaults = true) => Reference = Jvm.New("org.apache.spark.SparkConf", loadDefaults);

    internal SparkConf(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public SparkConf SetMaster(string master) => Set("spark.master", master);

    public SparkConf SetAppName(string appName) => Set("spark.app.name", appName);

    public SparkConf SetSparkHome(string sparkHome) => Set("spark.home", sparkHome);

    public SparkConf Set(string key, string value)
    {
        Reference.Invoke("set", key, value);
        return this;
    }

    public int GetInt(string key, int defaultValue) => (int)Reference.Invoke("getInt", key, defaultValue)!;

    public string Get(string key, string defaultValue) => (string)Reference.Invoke("get", key, defaultValue)!;

    public IReadOnlyList<KeyValuePair<string, string>> GetAll() =>
        [.. Reference.Call("getAll").Items().Cast<JvmObjectReference>().Select(pair => KeyValuePair.Create((string)pair.Invoke("_1")!, (string)pair.Invoke("_2")!))];
}
