using Microsoft.Spark;
using Microsoft.Spark.Hadoop.Fs;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>Sessions, their settings and catalogs, and the context below them.</summary>
[Collection("Catalog")]
public sealed class SessionTests(SparkJvm jvm) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_are_set_read_and_taken_back()
    {
        var conf = Api.Session(jvm).NewSession().Conf();
        conf.Set("spark.sql.shuffle.partitions", 3L);
        conf.Set("spark.sql.caseSensitive", true);
        conf.Set("metriccare.text", "line\nbreak");

        Assert.Equal(("3", "true", "line\nbreak"), (conf.Get("spark.sql.shuffle.partitions"), conf.Get("spark.sql.caseSensitive"), conf.Get("metriccare.text")));
        conf.Unset("metriccare.text");
        Assert.Equal("none", conf.Get("metriccare.text", "none"));
        Assert.Equal((true, false), (conf.IsModifiable("spark.sql.shuffle.partitions"), conf.IsModifiable("spark.sql.warehouse.dir")));
    }

    [Fact]
    public void A_new_session_has_views_and_settings_of_its_own()
    {
        var (one, other) = (Api.Session(jvm), Api.Session(jvm).NewSession());
        one.Range(3).CreateOrReplaceTempView("session_tests_own");
        one.Range(3).CreateOrReplaceGlobalTempView("session_tests_shared");

        Assert.False(other.Catalog.TableExists("session_tests_own"));
        Assert.Equal([0L, 1L, 2L], other.Table("global_temp.session_tests_shared").Collect().Select(row => row.GetAs<long>("id")).Order());
        Assert.ThrowsAny<Exception>(() => one.Range(3).CreateGlobalTempView("session_tests_shared"));
        Assert.True(one.Catalog.DropTempView("session_tests_own"));
        Assert.True(one.Catalog.DropGlobalTempView("session_tests_shared"));
    }

    [Fact]
    public void The_session_of_a_thread_can_be_told()
    {
        var session = Api.Session(jvm);
        SparkSession.SetActiveSession(session);
        Assert.NotNull(SparkSession.GetActiveSession());
        Assert.Equal(session.Version(), SparkSession.Active().Version());
        SparkSession.ClearActiveSession();
        Assert.Null(SparkSession.GetActiveSession());
        Assert.NotNull(SparkSession.GetDefaultSession());
        SparkSession.SetDefaultSession(SparkSession.GetDefaultSession()!);
    }

    [Fact]
    public void Ranges_begin_and_end_where_they_are_told_to()
    {
        var session = Api.Session(jvm);
        static long[] Numbers(DataFrame frame) => [.. frame.Collect().Select(row => row.GetAs<long>("id"))];

        Assert.Equal([0, 1, 2], Numbers(session.Range(3)));
        Assert.Equal([1, 2], Numbers(session.Range(1, 3)));
        Assert.Equal([0, 5], Numbers(session.Range(0, 10, 5)));
        Assert.Equal([0, 5], Numbers(session.Range(0, 10, 5, 1)));
    }

    [Fact]
    public void Values_of_this_process_become_a_frame()
    {
        var session = Api.Session(jvm);
        static object?[] Cells(DataFrame frame) => [.. frame.Collect().Select(row => row.Get("_1"))];

        Assert.Equal([1, 2], Cells(session.CreateDataFrame([1, 2])));
        Assert.Equal([1, null], Cells(session.CreateDataFrame(new int?[] { 1, null })));
        Assert.Equal(["a\r\nb", null, "\u2028\u0085😀"], Cells(session.CreateDataFrame(["a\r\nb", null!, "\u2028\u0085😀"])));
        Assert.Equal([1.5, double.NaN], Cells(session.CreateDataFrame([1.5, double.NaN])));
        Assert.Equal([null, 2.5], Cells(session.CreateDataFrame(new double?[] { null, 2.5 })));
        Assert.Equal([true, false], Cells(session.CreateDataFrame([true, false])));
        Assert.Equal([true, null], Cells(session.CreateDataFrame(new bool?[] { true, null })));
        Assert.Equal([new Date(2024, 2, 29)], Cells(session.CreateDataFrame([new Date(2024, 2, 29)])));
        Assert.Equal([new Timestamp(2024, 2, 29, 1, 2, 3, 456789)], Cells(session.CreateDataFrame([new Timestamp(2024, 2, 29, 1, 2, 3, 456789)])));
    }

    [Fact]
    public void A_catalog_knows_its_tables()
    {
        // Of its own: it changes the current database.
        var session = Api.Session(jvm).NewSession();
        var catalog = session.Catalog;
        session.Sql("create database if not exists session_tests");
        try
        {
            catalog.SetCurrentDatabase("session_tests");
            session.Sql("select 1 as n, 'a' as s").Write().Mode(SaveMode.Overwrite).Format("parquet").SaveAsTable("kept");
            session.Sql("select 2 as n, 'b' as s").Write().InsertInto("kept");
            session.Sql("select 3 as n, 'c' as s").Write().BucketBy(2, "n").SortBy("n").Format("parquet").SaveAsTable("buckets");
            var other = catalog.CreateTable("described", "json", new StructType([new StructField("n", new LongType())]), "about it", new Dictionary<string, string> { ["path"] = _folder["described"] });

            Assert.Equal("session_tests", catalog.CurrentDatabase());
            Assert.Equal((true, false), (catalog.DatabaseExists("session_tests"), catalog.DatabaseExists("session_tests_none")));
            Assert.Equal((true, true, false), (catalog.TableExists("kept"), catalog.TableExists("session_tests", "buckets"), catalog.TableExists("none")));
            Assert.Equal([1, 2], session.Table("kept").OrderBy("n").Collect().Select(row => row.GetAs<int>("n")));
            Assert.Equal("session_tests", catalog.GetDatabase("session_tests").Name);
            var table = catalog.GetTable("session_tests", "described");
            Assert.Equal(("described", "session_tests", "about it", "EXTERNAL", false), (table.Name, table.Database, table.Description, table.TableType, table.IsTemporary));
            Assert.Equal(["n"], other.Columns());
            Assert.Equal(["buckets", "described", "kept"], catalog.ListTables("session_tests").Filter("not isTemporary").Select("name").Collect().Select(row => row.GetAs<string>(0)).Order());
            Assert.Equal([("n", "int"), ("s", "string")], catalog.ListColumns("kept").Collect().Select(row => (row.GetAs<string>("name"), row.GetAs<string>("dataType"))));
            Assert.Contains("session_tests", catalog.ListDatabases().Collect().Select(row => row.GetAs<string>("name")));
            Assert.Equal((true, false), (catalog.FunctionExists("upper"), catalog.FunctionExists("no_such_function")));
            Assert.Equal("upper", catalog.GetFunction("upper").Name);
            Assert.True(catalog.ListFunctions().Count() > 300);
            catalog.CacheTable("kept");
            Assert.True(catalog.IsCached("kept"));
            catalog.RefreshTable("kept");
            catalog.UncacheTable("kept");
            Assert.False(catalog.IsCached("kept"));
            catalog.RefreshByPath(_folder["described"]);
        }
        finally
        {
            catalog.SetCurrentDatabase("default");
            session.Sql("drop database session_tests cascade");
        }
    }

    [Fact]
    public void A_context_has_settings_files_and_a_place_for_checkpoints()
    {
        var context = Api.Session(jvm).SparkContext;

        // A file that stays: Spark fetches it again for tasks of other tests.
        const string sent = "MetricCare.Spark.Client.Tests.runtimeconfig.json";
        context.AddFile(Path.Combine(AppContext.BaseDirectory, sent));
        context.SetCheckpointDir(_folder["checkpoints"]);
        context.SetJobGroup("group", "what it is for");
        context.SetJobDescription("one job");

        Assert.Equal(2, context.DefaultParallelism);
        Assert.Equal("local[2]", context.GetConf().Get("spark.master", "none"));
        Assert.Equal(Api.Session(jvm).Version(), context.Version());
        Assert.Contains(context.ListFiles(), file => file.EndsWith(sent, StringComparison.Ordinal));
        Assert.Empty(context.ListArchives());
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, sent)), File.ReadAllText(SparkFiles.Get(sent)));
        Assert.StartsWith(SparkFiles.GetRootDirectory(), SparkFiles.Get(sent), StringComparison.Ordinal);
        Assert.Contains("checkpoints", context.GetCheckpointDir(), StringComparison.Ordinal);
        Assert.Equal(3, Api.Session(jvm).Range(3).Checkpoint().Count());
        context.ClearJobGroup();
    }

    [Fact]
    public void Settings_before_a_session_are_read_with_their_types()
    {
        jvm.Require();
        var conf = new SparkConf(loadDefaults: false).SetAppName("name").SetMaster("local[1]").Set("number", "7");

        Assert.Equal((7, 8, "none"), (conf.GetInt("number", 8), conf.GetInt("other", 8), conf.Get("text", "none")));
        Assert.Equal([("number", "7"), ("spark.app.name", "name"), ("spark.master", "local[1]")], conf.GetAll().Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(Api.Session(jvm).Version(), SparkContext.GetOrCreate(new SparkConf()).Version());
    }

    [Fact]
    public void Files_are_found_and_deleted_through_Hadoop()
    {
        var files = FileSystem.Get(Api.Session(jvm).SparkContext.HadoopConfiguration());
        File.WriteAllText(_folder["here.txt"], "here");

        Assert.Equal((true, false), (files.Exists(_folder["here.txt"]), files.Exists(_folder["not.txt"])));
        Assert.True(files.Delete(_folder["here.txt"]));
        Assert.False(File.Exists(_folder["here.txt"]));
    }
}
