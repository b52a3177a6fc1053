using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>Readers and writers of files, and of streams of files.</summary>
public sealed class FileTests(SparkJvm jvm) : IDisposable
{
    private const string Select = "select * from values (1, 'a\nb'), (2, 'é 😀'), (null, null) as t(n, s)";

    private readonly TemporaryFolder _folder = new();

    private SparkSession Session => Api.Session(jvm);

    private DataFrame Data => Session.Sql(Select).Coalesce(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_each_format_come_back_as_they_were_written()
    {
        Data.Write().Parquet(_folder["parquet"]);
        Data.Write().Orc(_folder["orc"]);
        Data.Write().Option("ignoreNullFields", false).Json(_folder["json"]);
        Data.Filter("n = 2").Write().Option("header", true).Option("quoteAll", "true").Csv(_folder["csv"]);
        Data.Filter("n = 2").Select("s").Write().Text(_folder["text"]);

        Api.Same(Session.Read().Parquet(_folder["parquet"]).OrderBy("n"), Session.Sql(Select + " order by n"));
        Api.Same(Session.Read().Orc(_folder["orc"]).OrderBy("n"), Session.Sql(Select + " order by n"));
        Api.Same(Session.Read().Schema("n int, s string").Json(_folder["json"]).OrderBy("n"), Session.Sql(Select + " order by n"));
        Api.Same(Session.Read().Options(new Dictionary<string, string> { ["header"] = "true", ["inferSchema"] = "true" }).Csv(_folder["csv"]), Session.Sql(Select + " where n = 2"));
        Api.Same(Session.Read().Text(_folder["text"], _folder["text"]), Session.Sql("select 'é 😀' as value union all select 'é 😀'"));
    }

    [Fact]
    public void A_schema_and_options_reach_the_reader()
    {
        File.WriteAllText(_folder["some.csv"], "1;x\n2;y\n3;z\n");
        var schema = new StructType([new StructField("n", new LongType()), new StructField("s", new StringType())]);
        var expected = Session.Sql("select * from values (1L, 'x'), (2L, 'y'), (3L, 'z') as t(n, s)");
        DataFrameReader Reader() => Session.Read().Format("csv").Schema(schema).Option("sep", ";").Option("maxColumns", 5L).Option("samplingRatio", 1.0).Option("header", false);

        Api.Same(Reader().Load(_folder["some.csv"]), expected);
        Api.Same(Reader().Option("path", _folder["some.csv"]).Load(), expected);
        Api.Same(Reader().Load([_folder["some.csv"]]), expected);
        Assert.EndsWith("some.csv", Assert.Single(Reader().Load(_folder["some.csv"]).InputFiles()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mode_says_what_happens_to_what_is_there()
    {
        var path = _folder["modes"];
        DataFrameWriter Writer() => Data.Filter("n = 1").Write().Format("parquet");

        Writer().Save(path);
        Assert.ThrowsAny<Exception>(() => Writer().Mode(SaveMode.ErrorIfExists).Save(path));
        Writer().Mode(SaveMode.Ignore).Save(path);
        Assert.Equal(1, Session.Read().Parquet(path).Count());
        Writer().Mode(SaveMode.Append).Save(path);
        Assert.Equal(2, Session.Read().Parquet(path).Count());
        Writer().Mode("overwrite").Option("path", path).Save();
        Assert.Equal(1, Session.Read().Parquet(path).Count());
    }

    [Fact]
    public void Partitions_are_folders()
    {
        Data.Filter("n is not null").Write().PartitionBy("n").Parquet(_folder["parts"]);

        Assert.Equal(["n=1", "n=2"], Directory.GetDirectories(_folder["parts"]).Select(Path.GetFileName).Order());
        Api.Same(Session.Read().Parquet(_folder["parts"]).OrderBy("n").Select("n", "s"), Session.Sql(Select + " where n is not null order by n"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_of_files_is_read_to_its_end(bool byTrigger)
    {
        Data.Filter("n is not null").Write().Json(_folder["in"]);
        var stream = Session.ReadStream().Schema("n int, s string").Option("maxFilesPerTrigger", 1L).Json(_folder["in"]);
        Assert.True(stream.IsStreaming());

        var writer = stream.WriteStream().Format("parquet").OutputMode(OutputMode.Append).QueryName($"copy{byTrigger}").Option("checkpointLocation", _folder["state"]);
        var query = (byTrigger ? writer.Trigger(Trigger.Once()) : writer.Trigger(Trigger.ProcessingTime(50))).Start(_folder["out"]);
        if (byTrigger)
        {
            Assert.True(query.AwaitTermination(120_000));
        }
        else
        {
            Assert.True(query.IsActive());
            Assert.Contains(query.Id, Session.Streams().Active().Select(one => one.Id));
            Assert.Equal(query.RunId, Session.Streams().Get(query.Id).RunId);
            query.ProcessAllAvailable();
            query.Stop();
        }

        Assert.False(query.IsActive());
        Assert.Null(query.Exception());
        Assert.Equal($"copy{byTrigger}", query.Name);
        Api.Same(Session.Read().Parquet(_folder["out"]).OrderBy("n"), Session.Sql(Select + " where n is not null order by n"));
    }

    [Fact]
    public void A_stream_that_fails_says_why()
    {
        File.WriteAllText(_folder["one.json"], """{"n":1}""");
        var query = Session.ReadStream().Format("json").Schema(new StructType([new StructField("n", new IntegerType())])).Load(_folder["*.json"])
            .SelectExpr("assert_true(n > 1, 'too small')").WriteStream().Format("noop").OutputMode("append").Trigger(Trigger.Once()).Start();

        Assert.ThrowsAny<Exception>(() => query.AwaitTermination());
        Assert.Contains("too small", query.Exception()!.Message, StringComparison.Ordinal);
    }
}
