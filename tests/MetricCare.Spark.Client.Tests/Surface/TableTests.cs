using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;
using Microsoft.Spark.Sql.Types;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>Tables: over JDBC, of catalogs, and of streams.</summary>
[Collection("Catalog")]
public sealed class TableTests(SparkJvm jvm) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Of its own: a catalog also lists the views of its session, and those of other tests come and go.
    private readonly Lazy<SparkSession> _session = new(() => Api.Session(jvm).NewSession());

    private SparkSession Session => _session.Value;

    public void Dispose() => _folder.Dispose();

    // The tests have no database. Each call gets as far as Spark's JDBC source, which looks for the driver that it is told of.
    [Fact]
    public void Calls_over_JDBC_reach_the_driver_they_name()
    {
        const string url = "jdbc:none:client_tests";
        var properties = new Dictionary<string, string> { ["driver"] = "no.such.Driver" };
        Action[] calls =
        [
            () => Session.Range(1).Write().Jdbc(url, "numbers", properties),
            () => Session.Read().Jdbc(url, "numbers", properties),
            () => Session.Read().Jdbc(url, "numbers", "N", 1, 3, 2, properties),
            () => Session.Read().Jdbc(url, "numbers", ["N < 2", "N >= 2"], properties),
        ];

        Assert.Equal(
            Enumerable.Repeat(("java.lang.ClassNotFoundException", "no.such.Driver"), calls.Length),
            calls.Select(call => (JavaException)Assert.ThrowsAny<Exception>(call).InnerException!).Select(java => (java.ClassName, java.JavaMessage!)));
    }

    [Fact]
    public void A_runner_of_commands_that_is_none_is_refused_by_Spark()
    {
        var refused = Assert.ThrowsAny<Exception>(() => Session.ExecuteCommand("no.such.Runner", "select 1", new Dictionary<string, string> { ["some"] = "option" }));
        Assert.Contains("no.such.Runner", Assert.IsType<JavaException>(refused.InnerException, exactMatch: true).JavaMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_created_through_its_catalog_and_what_it_cannot_do_is_said_by_Spark()
    {
        Session.Sql("drop table if exists table_tests_v2");
        var writer = Session.Sql("select 1 as n, 2 as part").WriteTo("table_tests_v2").Using("parquet").Option("compression", "gzip").Option("a", true).Option("b", 1L).Option("c", 1.5)
            .Options(new Dictionary<string, string> { ["d"] = "e" }).TableProperty("about", "tests").PartitionedBy(F.Col("part"));
        writer.Create();

        Assert.Equal([(1, 2)], Session.Table("table_tests_v2").Collect().Select(row => (row.GetAs<int>("n"), row.GetAs<int>("part"))));
        Assert.Equal("tests", Session.Sql("show tblproperties table_tests_v2('about')").First().GetAs<string>("value"));

        // Parquet tables are of the old kind, so Spark refuses: that it is Spark who does shows that the method is there.
        foreach (var refused in (Action[])[writer.Append, writer.Replace, writer.CreateOrReplace, writer.OverwritePartitions, () => writer.Overwrite(F.Lit(true))])
        {
            Assert.IsType<JavaException>(Assert.ThrowsAny<Exception>(refused).InnerException, exactMatch: true);
        }

        Session.Sql("drop table table_tests_v2");
    }

    [Fact]
    public void The_longer_calls_of_a_catalog_find_what_the_shorter_ones_do()
    {
        var catalog = Session.Catalog;
        Session.Sql("select 1L as n, 'a' as part").Write().PartitionBy("part").Parquet(_folder["parts"]);
        Session.Sql("select 1L as n").Write().Json(_folder["plain"]);
        var (schema, path) = (new StructType([new StructField("n", new LongType())]), new Dictionary<string, string> { ["path"] = _folder["plain"] });
        string[] names = [.. Enumerable.Range(0, 6).Select(number => $"table_tests_c{number}")];
        DataFrame[] tables =
        [
            catalog.CreateTable(names[0], _folder["parts"]), catalog.CreateTable(names[1], _folder["plain"], "json"), catalog.CreateTable(names[2], "json", path),
            catalog.CreateTable(names[3], "json", "about", path), catalog.CreateTable(names[4], "json", schema, path), catalog.CreateTable(names[5], "json", schema, "about", path),
        ];
        catalog.RecoverPartitions(names[0]);

        Assert.All(tables[1..], table => Assert.Equal([1L], table.Collect().Select(row => row.GetAs<long>("n"))));
        Assert.Equal([(1L, "a")], Session.Table(names[0]).Collect().Select(row => (row.GetAs<long>("n"), row.GetAs<string>("part"))));
        Assert.Equal(catalog.GetTable(names[3]).Description, catalog.GetTable("default", names[3]).Description);
        Assert.Equal(names, catalog.ListTables().Select("name").Collect().Select(row => row.GetAs<string>(0)).Where(names.Contains).Order());
        Assert.Equal(["n"], catalog.ListColumns("default", names[4]).Collect().Select(row => row.GetAs<string>("name")));
        Assert.Equal(catalog.ListFunctions().Count(), catalog.ListFunctions("default").Count());
        Assert.False(catalog.FunctionExists("default", "no_such_function"));
        Assert.IsType<JavaException>(Assert.ThrowsAny<Exception>(() => catalog.GetFunction("default", "no_such_function")).InnerException, exactMatch: true);
        Assert.Equal((true, "org.apache.spark.sql.catalyst.expressions.Upper"), (catalog.GetFunction("upper").IsTemporary, catalog.GetFunction("upper").ClassName));
        Assert.Null(catalog.GetFunction("upper").Database);
        Assert.NotNull(catalog.GetDatabase("default").LocationUri);
        catalog.ClearCache();
        foreach (var name in names)
        {
            Session.Sql($"drop table {name}");
        }
    }

    [Fact]
    public void A_stream_of_a_table_goes_into_a_table()
    {
        Session.Sql("drop table if exists table_tests_in");
        Session.Sql("drop table if exists table_tests_out");
        Session.Sql("select 1 as n, 'a' as part").Write().Format("parquet").SaveAsTable("table_tests_in");
        Session.Streams().ResetTerminated();
        var query = Session.ReadStream().Table("table_tests_in").WriteStream().PartitionBy("part").Options(new Dictionary<string, string> { ["checkpointLocation"] = _folder["state"] })
            .Trigger(Trigger.ProcessingTime("100 milliseconds")).ToTable("table_tests_out");
        query.ProcessAllAvailable();
        query.Explain();
        query.Stop();
        query.AwaitTermination();
        Session.Streams().AwaitAnyTermination();
        Session.Streams().AwaitAnyTermination(1);

        Api.Same(Session.Table("table_tests_out").Select("n", "part"), Session.Sql("select 1 as n, 'a' as part"));
        Session.Sql("drop table table_tests_in");
        Session.Sql("drop table table_tests_out");
    }

    [Fact]
    public void Streams_of_each_format_have_the_columns_of_their_schema()
    {
        Directory.CreateDirectory(_folder["none"]);
        DataStreamReader Reader() => Session.ReadStream().Schema("n int").Option("latestFirst", true).Option("fileNameOnly", "true").Option("maxFileAge", 5L).Option("some", 1.5);

        DataFrame[] streams = [Reader().Csv(_folder["none"]), Reader().Orc(_folder["none"]), Reader().Parquet(_folder["none"]), Reader().Json(_folder["none"]), Reader().Format("json").Option("path", _folder["none"]).Load()];
        Assert.All(streams, stream => Assert.Equal((true, "n"), (stream.IsStreaming(), Assert.Single(stream.Columns()))));
        Assert.Equal(["value"], Session.ReadStream().Text(_folder["none"]).Columns());
        Assert.Equal(["ContinuousTrigger(1000)", "ContinuousTrigger(1000)"], new[] { Trigger.Continuous(1000), Trigger.Continuous("1 second") }.Select(trigger => trigger.Reference.Invoke("toString")));
    }
}
