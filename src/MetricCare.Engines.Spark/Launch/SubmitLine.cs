using System.Globalization;
using MetricCare.Core.Errors;
using MetricCare.Spark;

namespace MetricCare.Engines.Spark;

/// <summary>How spark-submit is called, whoever calls it. Pure.</summary>
public static class SubmitLine
{
    private const string KeyOfExecutable = "spark.pyspark.driver.python";

    /// <summary>Settings that the engine relies on. What can be set late is set again when the engine opens its session.</summary>
    public static IReadOnlyList<(string Key, string Value)> Relied { get; } =
    [
        ("spark.serializer", "org.apache.spark.serializer.KryoSerializer"),
        ("spark.sql.session.timeZone", "UTC"),
        ("spark.sql.ansi.enabled", "false"),
        ("spark.sql.adaptive.enabled", "true"),
        ("spark.driver.extraJavaOptions", "-Duser.timezone=UTC"),
        ("spark.executor.extraJavaOptions", "-Duser.timezone=UTC"),
    ];

    /// <summary>Settings that Hudi asks for, from the moment the JVM starts.</summary>
    public static IReadOnlyList<(string Key, string Value)> Hudi { get; } =
    [
        ("spark.kryo.registrator", "org.apache.spark.HoodieSparkKryoRegistrar"),
        ("spark.sql.extensions", "org.apache.spark.sql.hudi.HoodieSparkSessionExtension"),
        ("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.hudi.catalog.HoodieCatalog"),
    ];

    /// <summary>
    /// For little input on one machine nearly all time goes into compiling: of plans by Spark, of its own code by the JVM. Without the second compiler of each the
    /// sample takes half as long; from about 100 MB on it would take longer.
    /// </summary>
    public static IReadOnlyList<(string Key, string Value)> Small { get; } =
    [
        ("spark.driver.extraJavaOptions", "-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),
        ("spark.sql.codegen.wholeStage", "false"),
        ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
        ("spark.sql.shuffle.partitions", "1"),
        ("spark.default.parallelism", "1"),
        ("spark.buffer.pageSize", "1m"),
        ("spark.ui.enabled", "false"),
    ];

    /// <summary>Bytes of input up to which <see cref="Small"/> pays.</summary>
    public const long SmallInput = 64L << 20;

    /// <summary>Spark in one process on this machine.</summary>
    public static bool IsLocal(string? master) => master is null || (master.StartsWith("local", StringComparison.Ordinal) && !master.StartsWith("local-cluster", StringComparison.Ordinal));

    /// <summary>Arguments of spark-submit.</summary>
    /// <param name="executable">This program: it takes the place of Python.</param>
    /// <param name="script">A file whose name ends in .py; nobody reads it.</param>
    /// <param name="arguments">Of the program.</param>
    /// <param name="master">Null leaves it to spark-submit.</param>
    /// <param name="bundle">Jar of Hudi; null writes no Hudi.</param>
    /// <param name="bytes">How much there is to work on, as JSON.</param>
    /// <param name="conf">The user's own settings, which win.</param>
    /// <param name="jars">The user's own jars.</param>
    public static IReadOnlyList<string> Of(
        string executable, string script, IEnumerable<string> arguments, string? master, string? bundle, long bytes, IEnumerable<string> conf, IEnumerable<string> jars)
    {
        var line = new List<string>();
        if (master is not null)
        {
            line.AddRange(["--master", master]);
        }

        var quiet = new[] { ("spark.log.level", "WARN"), ("spark.ui.showConsoleProgress", "false") };
        var settings = Relied.Concat(bundle is null ? [] : Hudi).Concat(!IsLocal(master) ? [] : bytes <= SmallInput ? Small : [Partitions(bytes)]).Concat(quiet).Append((KeyOfExecutable, executable));
        foreach (var pair in settings.Select(setting => $"{setting.Item1}={setting.Item2}").Concat(conf))
        {
            line.AddRange(["--conf", pair]);
        }

        var all = string.Join(',', jars.Append(bundle).Where(jar => !string.IsNullOrEmpty(jar)));
        if (all.Length > 0)
        {
            line.AddRange(["--jars", all]);
        }

        return [.. line, script, .. arguments];
    }

    // On one machine 200 exchanges of a little each take longer than a few of more: a fifth of a run over 200 MB.
    private static (string Key, string Value) Partitions(long bytes)
    {
        const long bytesOfOne = 32L << 20;
        return ("spark.sql.shuffle.partitions", Math.Min(bytes / bytesOfOne, 200).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The Hudi bundle that travels with this Spark; null when there is none.</summary>
    public static string? Bundle(SparkInstallation spark) =>
        new[] { Path.Combine(spark.Home, "hudi"), Path.Combine(spark.Home, "jars"), "/usr/lib/hudi" }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "hudi-spark*bundle*.jar").Order(StringComparer.Ordinal))
            .FirstOrDefault();

    /// <summary>The bundle for a run that writes Hudi.</summary>
    /// <param name="jars">What the user brings.</param>
    /// <returns>Null when one of <paramref name="jars"/> is it.</returns>
    /// <exception cref="MetricCareException"><see cref="ExitCode.EnvironmentMissing"/>: there is none.</exception>
    public static string? RequireBundle(SparkInstallation spark, IEnumerable<string> jars) =>
        jars.SelectMany(list => list.Split(',')).Any(jar => Path.GetFileName(jar).StartsWith("hudi-", StringComparison.Ordinal))
            ? null
            : Bundle(spark) ?? throw new MetricCareException(
                ExitCode.EnvironmentMissing,
                $"There is no Hudi for Spark {spark.Version}: no hudi-spark*bundle*.jar below {spark.Home}.",
                $"Name the bundle for Spark {spark.Version.ToString(2)} with --jars, or write plain Parquet with --format parquet.");
}
