using System.Diagnostics;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>Machines on which Spark cannot start: each is told apart, and told what to do. These need real processes, but no Spark.</summary>
public sealed class SetUpTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_SPARK_HOME_it_is_asked_for() =>
        await RefusesAsync("SPARK_HOME is not set", "Apache Spark 3.5 or 4.0", ("SPARK_HOME", null));

    [Fact]
    public async Task A_folder_without_Spark_is_not_taken_for_one() =>
        await RefusesAsync("SPARK_HOME holds no Spark", "bin/ and jars/", ("SPARK_HOME", _folder.Path));

    [Fact]
    public async Task An_old_Spark_is_refused_by_its_version() =>
        await RefusesAsync("Spark 2.4.8", "Spark 3.5 or 4.0", ("SPARK_HOME", FakeSpark("spark-core_2.11-2.4.8.jar")));

    [Fact]
    public async Task Without_Java_it_is_asked_for() =>
        await RefusesAsync("There is no Java", "Java 17", ("SPARK_HOME", FakeSpark("spark-core_2.12-3.5.5.jar")), ("JAVA_HOME", null), ("PATH", _folder.Path));

    [Fact]
    public async Task An_old_Java_is_refused_by_its_version()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for Java is a shell script.");
        var java = Path.Combine(_folder.Path, "jdk", "bin", "java");
        Directory.CreateDirectory(Path.GetDirectoryName(java)!);
        await File.WriteAllTextAsync(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(java, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await RefusesAsync("Java 11 is too old: Spark 4.0.5 needs Java 17", "Java 17", ("SPARK_HOME", FakeSpark("spark-core_2.13-4.0.5.jar")), ("JAVA_HOME", Path.Combine(_folder.Path, "jdk")));
    }

    [Fact]
    public async Task A_Spark_without_Hudi_can_write_Parquet_and_says_so() =>
        await RefusesAsync("There is no Hudi for Spark 4.0.5", "--format parquet", ("SPARK_HOME", FakeSpark("spark-core_2.13-4.0.5.jar")), ("JAVA_HOME", FakeJava()));

    [Fact]
    public async Task A_Spark_that_does_not_start_has_its_last_words_shown() =>
        await RefusesAsync("spark-submit ended with code 3 before the run began. It printed last:\nno such master", "the message of Spark", ("SPARK_HOME", FakeSpark("spark-core_2.13-4.0.5.jar", "echo no such master; exit 3")), ("JAVA_HOME", FakeJava()), ("format", "parquet"));

    [Fact]
    public async Task A_gateway_at_which_nobody_answers_is_a_lost_engine_and_the_secret_is_not_shown()
    {
        var (code, error) = await RunAsync(("PYSPARK_GATEWAY_PORT", "1"), ("PYSPARK_GATEWAY_SECRET", "0123456789abcdef"));
        Assert.Equal((int)ExitCode.EngineLost, code);
        Assert.Contains("the JVM of Spark is gone", error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0123456789abcdef", error, StringComparison.Ordinal);
    }

    private async Task RefusesAsync(string message, string next, params (string Name, string? Value)[] environment)
    {
        var (code, error) = await RunAsync(environment);
        Assert.Equal((int)ExitCode.EnvironmentMissing, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains(next, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "lake")));
    }

    private async Task<(int Code, string Error)> RunAsync(params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "metriccare")) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "run", Repository.SampleData, "--lake", Path.Combine(_folder.Path, "lake"), "--engine", "spark", "--format", environment.FirstOrDefault(pair => pair.Name == "format").Value ?? "hudi" })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (error, _) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await error);
    }

    private string FakeSpark(string core, string submit = "exit 9")
    {
        var home = Path.Combine(_folder.Path, "spark");
        Directory.CreateDirectory(Path.Combine(home, "jars"));
        File.WriteAllText(Path.Combine(home, "jars", core), string.Empty);
        Script(Path.Combine(home, "bin", "spark-submit"), submit);
        return home;
    }

    private string FakeJava()
    {
        var home = Path.Combine(_folder.Path, "jdk");
        Script(Path.Combine(home, "bin", "java"), "echo 'openjdk version \"17.0.1\"' >&2");
        return home;
    }

    private static void Script(string path, string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
