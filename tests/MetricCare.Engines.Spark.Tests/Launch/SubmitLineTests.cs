namespace MetricCare.Engines.Spark.Tests.Launch;

/// <summary>How spark-submit is called.</summary>
public sealed class SubmitLineTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(null, 64, "1")]
    [InlineData("local[2]", 0, "1")]
    [InlineData("local[2]", 65, "2")]
    [InlineData("local[*]", 210, "6")]
    [InlineData("local[*]", 100_000, "200")]
    [InlineData("local-cluster[2,1,1024]", 1, null)]
    [InlineData("yarn", 1, null)]
    [InlineData("yarn", 210, null)]
    public void On_one_machine_the_size_of_the_source_decides_into_how_many_parts_rows_are_exchanged(string? master, long megabytes, string? partitions)
    {
        var conf = Conf(Line(master, megabytes * Megabyte));

        Assert.Equal(partitions, conf.GetValueOrDefault("spark.sql.shuffle.partitions"));
        Assert.Equal(partitions == "1" ? "false" : null, conf.GetValueOrDefault("spark.sql.codegen.wholeStage"));
        Assert.Equal("UTC", conf["spark.sql.session.timeZone"]);
    }

    [Fact]
    public void What_the_user_says_comes_last_and_wins()
    {
        var line = Line("local[2]", 0, conf: ["spark.ui.enabled=true", "my.key=a=b"], jars: ["/a.jar,/b.jar", "/c.jar"], bundle: "/hudi.jar");

        Assert.Equal("true", Conf(line)["spark.ui.enabled"]);
        Assert.Equal("a=b", Conf(line)["my.key"]);
        Assert.Equal("/a.jar,/b.jar,/c.jar,/hudi.jar", line[line.IndexOf("--jars") + 1]);
        Assert.Equal(["--master", "local[2]"], line[..2]);
        Assert.Equal(["/metriccare.py", "run", "SOURCE"], line[^3..]);
    }

    [Fact]
    public void Without_a_bundle_nothing_speaks_of_Hudi()
    {
        Assert.DoesNotContain(Line("local[2]", 0), part => part.Contains("hudi", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("--jars", Line("local[2]", 0));
        Assert.Contains(Line("local[2]", 0, bundle: "/hudi.jar"), part => part.Contains("HoodieCatalog", StringComparison.Ordinal));
    }

    private static List<string> Line(string? master, long bytes, IEnumerable<string>? conf = null, IEnumerable<string>? jars = null, string? bundle = null) =>
        [.. SubmitLine.Of("/metriccare", "/metriccare.py", ["run", "SOURCE"], master, bundle, bytes, conf ?? [], jars ?? [])];

    // As spark-submit reads them: of two, the later.
    private static Dictionary<string, string> Conf(List<string> line)
    {
        var conf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in line.Where((_, at) => at > 0 && line[at - 1] == "--conf"))
        {
            conf[pair.Split('=', 2)[0]] = pair.Split('=', 2)[1];
        }

        return conf;
    }
}
