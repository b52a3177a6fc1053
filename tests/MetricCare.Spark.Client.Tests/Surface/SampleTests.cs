using System.Diagnostics;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>The samples, started the way README says: spark-submit with the program in the place of Python.</summary>
public sealed class SampleTests(SparkJvm jvm) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Words_are_counted()
    {
        File.WriteAllText(_folder["text.txt"], "the cat and the dog\nAnd the bird, the end\n");
        Assert.Equal(
            """
            +----+-----+
            |word|count|
            +----+-----+
            | the|    4|
            | and|    2|
            |bird|    1|
            | cat|    1|
            | dog|    1|
            | end|    1|
            +----+-----+
            """,
            Submit("WordCount", _folder["text.txt"]));
    }

    [Fact]
    public void Rows_are_joined() => Assert.Equal(
        "Eastside Hospital: 2 stays of 3.5 days on average\nWestside Hospital: 1 stays of 3 days on average",
        Submit("Join"));

    private string Submit(string sample, params string[] arguments)
    {
        jvm.Require();
        File.WriteAllText(_folder["start.py"], string.Empty);
        var spark = SparkInstallation.Find();
        var start = new ProcessStartInfo(spark.Submit) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] conf =
        [
            $"spark.pyspark.driver.python={Program(sample)}", "spark.ui.enabled=false", "spark.driver.memory=1g", "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.sql.shuffle.partitions=2", "spark.sql.session.timeZone=UTC", "spark.sql.codegen.wholeStage=false", "spark.sql.codegen.factoryMode=NO_CODEGEN",
        ];
        foreach (var argument in (string[])["--master", "local[2]", .. conf.SelectMany(one => new[] { "--conf", one }), _folder["start.py"], .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SPARK_HOME"] = spark.Home;
        start.Environment["SPARK_LOCAL_IP"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{sample} ended with {process.ExitCode}: {output}\n{errors.GetAwaiter().GetResult()}");
        return output.ReplaceLineEndings("\n").Trim();
    }

    // Built next to this assembly: samples/<name>/bin/<configuration>/<framework>.
    private static string Program(string sample)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = framework;
        while (!File.Exists(Path.Combine(root.FullName, "MetricCare.Spark.sln")))
        {
            root = root.Parent!;
        }

        return Path.Combine(root.FullName, "samples", sample, "bin", framework.Parent!.Name, framework.Name, sample);
    }
}
