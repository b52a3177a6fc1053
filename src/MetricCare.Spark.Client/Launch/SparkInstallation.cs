using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MetricCare.Spark;

/// <summary>A Spark that lies in a folder of this machine.</summary>
/// <param name="Home">The folder that holds <c>bin/</c> and <c>jars/</c>.</param>
/// <param name="Version">Of Spark, for example 3.5.5.</param>
public sealed partial record SparkInstallation(string Home, Version Version)
{
    /// <summary>Oldest version with the gateway that this client speaks to: pinned threads came with it.</summary>
    public static readonly Version Oldest = new(3, 2);

    /// <summary>First version that was never tried.</summary>
    public static readonly Version FirstUntried = new(5, 0);

    /// <summary><c>bin/spark-submit</c>.</summary>
    public string Submit => Path.Combine(Home, "bin", OperatingSystem.IsWindows() ? "spark-submit.cmd" : "spark-submit");

    /// <summary>The Spark that SPARK_HOME names.</summary>
    /// <exception cref="SparkSetupException">SPARK_HOME is not set, holds no Spark, or one that is too old or too new.</exception>
    public static SparkInstallation Find() => At(
        Environment.GetEnvironmentVariable("SPARK_HOME") is { Length: > 0 } home
            ? home
            : throw new SparkSetupException(
                "SPARK_HOME is not set, so there is no Spark to run on.",
                "Unpack Apache Spark 3.5 or 4.0 (or install PyPI's pyspark) and set SPARK_HOME to its folder."));

    /// <summary>The Spark in a folder.</summary>
    /// <exception cref="SparkSetupException">As for <see cref="Find"/>.</exception>
    public static SparkInstallation At(string home)
    {
        var jars = Path.Combine(home, "jars");
        var core = Directory.Exists(jars) ? Directory.EnumerateFiles(jars, "spark-core_*.jar").Select(Path.GetFileName).FirstOrDefault() : null;
        var version = core is null ? null : CoreJar().Match(core) is { Success: true } match ? Version.Parse(match.Groups[1].Value) : null;
        var found = new SparkInstallation(Path.GetFullPath(home), version ?? new Version(0, 0));
        if (version is null || !File.Exists(found.Submit))
        {
            throw new SparkSetupException(
                $"SPARK_HOME holds no Spark: there is no bin/spark-submit or no jars/spark-core_*.jar in {home}.",
                "Set SPARK_HOME to the folder that holds bin/ and jars/.");
        }

        return version < Oldest || version >= FirstUntried
            ? throw new SparkSetupException(
                $"Spark {version} in {home} is not supported: this program speaks to Spark {Oldest} to 4.x.",
                "Set SPARK_HOME to Spark 3.5 or 4.0.")
            : found;
    }

    /// <summary>Runs <c>java -version</c> as spark-submit would find it.</summary>
    /// <returns>Major version, for example 17.</returns>
    /// <exception cref="SparkSetupException">There is no Java, or not the one that this Spark needs.</exception>
    public int RequireJava()
    {
        var java = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home ? Path.Combine(home, "bin", "java") : "java";
        var needed = Version.Major >= 4 ? 17 : 8;
        var next = $"Install Java 17 and put it on the PATH, or set JAVA_HOME to it.";
        var major = Major(Say(java, next));
        return major is null
            ? throw new SparkSetupException("What is found as java does not say its version.", next)
            : major < needed
                ? throw new SparkSetupException($"Java {major} is too old: Spark {Version} needs Java {needed} or newer.", next)
                : major.Value;
    }

    /// <summary>Major version out of the text of <c>java -version</c>: 8 of 1.8.0, 17 of 17.0.15; null when it is none.</summary>
    internal static int? Major(string text)
    {
        var match = JavaVersion().Match(text);
        return !match.Success
            ? null
            : int.Parse(match.Groups[match.Groups[1].Value == "1" && match.Groups[2].Success ? 2 : 1].Value, CultureInfo.InvariantCulture);
    }

    private static string Say(string java, string next)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(java, "-version") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            var text = process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text;
        }
        catch (Win32Exception e)
        {
            throw new SparkSetupException("There is no Java: Spark needs one.", next, e);
        }
    }

    [GeneratedRegex(@"^spark-core_[0-9.]+-([0-9]+\.[0-9]+(?:\.[0-9]+)?).*\.jar$")]
    private static partial Regex CoreJar();

    [GeneratedRegex("version \"([0-9]+)(?:\\.([0-9]+))?")]
    private static partial Regex JavaVersion();
}
