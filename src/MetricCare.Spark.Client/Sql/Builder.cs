using System.Globalization;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Collects the settings of a session.</summary>
public sealed class Builder
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private bool _hasHive;

    internal Builder()
    {
    }

    public Builder Master(string master) => Config("spark.master", master);

    public Builder AppName(string appName) => Config("spark.app.name", appName);

    public Builder Config(string key, string value)
    {
        _options[key] = value;
        return this;
    }

    public Builder Config(string key, bool value) => Config(key, value ? "true" : "false");

    public Builder Config(string key, double value) => Config(key, value.ToString("R", CultureInfo.InvariantCulture));

    public Builder Config(string key, long value) => Config(key, value.ToString(CultureInfo.InvariantCulture));

    public Builder Config(SparkConf conf)
    {
        foreach (var (key, value) in conf.GetAll())
        {
            Config(key, value);
        }

        return this;
    }

    public Builder EnableHiveSupport()
    {
        _hasHive = true;
        return this;
    }

    /// <summary>The session that is there, with these settings added, or a new one.</summary>
    public SparkSession GetOrCreate()
    {
        var builder = Jvm.StaticReference("org.apache.spark.sql.SparkSession", "builder");
        foreach (var (key, value) in _options)
        {
            builder.Invoke("config", key, value);
        }

        return new SparkSession((_hasHive ? builder.Call("enableHiveSupport") : builder).Call("getOrCreate"));
    }
}
