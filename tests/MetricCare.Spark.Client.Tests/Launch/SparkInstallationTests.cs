namespace MetricCare.Spark.Client.Tests.Launch;

public sealed class SparkInstallationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("spark-installation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("openjdk version \"17.0.15\" 2025-04-15", 17)]
    [InlineData("java version \"1.8.0_392\"", 8)]
    [InlineData("openjdk version \"21\" 2023-09-19", 21)]
    [InlineData("bash: java: command not found", null)]
    public void The_version_of_Java_is_read(string text, int? major) => Assert.Equal(major, SparkInstallation.Major(text));

    [Theory]
    [InlineData("spark-core_2.12-3.5.5.jar", "3.5.5")]
    [InlineData("spark-core_2.13-4.0.2-amzn-0.jar", "4.0.2")]
    [InlineData("spark-core_2.12-3.5.6-amzn-1.jar", "3.5.6")]
    public void The_version_of_Spark_is_that_of_its_core(string jar, string version)
    {
        Lay(jar);
        Assert.Equal(Version.Parse(version), SparkInstallation.At(_folder).Version);
    }

    [Theory]
    [InlineData("spark-core_2.11-2.4.8.jar", "Spark 2.4.8")]
    [InlineData("spark-core_2.12-3.1.3.jar", "Spark 3.1.3")]
    [InlineData("spark-core_2.13-5.0.0.jar", "Spark 5.0.0")]
    [InlineData("hadoop-client.jar", "holds no Spark")]
    public void Another_Spark_is_refused_by_name(string jar, string words)
    {
        Lay(jar);
        var refusal = Assert.Throws<SparkSetupException>(() => SparkInstallation.At(_folder));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("SPARK_HOME", refusal.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_holds_no_Spark() =>
        Assert.Throws<SparkSetupException>(() => SparkInstallation.At(Path.Combine(_folder, "missing")));

    private void Lay(string jar)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "jars"));
        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        File.WriteAllText(Path.Combine(_folder, "jars", jar), string.Empty);
        File.WriteAllText(Path.Combine(_folder, "bin", "spark-submit"), string.Empty);
    }
}
