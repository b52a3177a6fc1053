using MetricCare.Core.Relations;
using MetricCare.Engines.Contract;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Spark;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Tests.Hudi;

/// <summary>A lake of its own for each test, with runs of one table each.</summary>
public abstract class HudiLake(SparkJvm jvm) : IAsyncLifetime
{
    protected static readonly RelationName Stays = new(Layer.Silver, "stays");
    protected static readonly RelationName Runs = new(Layer.Ops, "runs");
    private static readonly RelationName Read = new(Layer.Raw, "read");

    private readonly string _folder = Directory.CreateTempSubdirectory("metriccare-hudi-").FullName;
    private readonly StagedFrames _staged = new();
    private SparkEngine? _engine;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string Lake => Path.Combine(_folder, "lake");

    /// <summary>Folder of <see cref="Stays"/>.</summary>
    protected string Table => Path.Combine(Lake, "silver", "stays");

    protected SparkEngine Engine => _engine!;

    public ValueTask InitializeAsync()
    {
        jvm.Require();
        Assert.SkipWhen(SubmitLine.Bundle(SparkInstallation.Find()) is null, "This Spark has no Hudi.");
        _engine = new SparkEngine(new SparkEngineOptions(Path.Combine(_folder, "work")) { RowsInDriver = SparkEngineOptions.FewRows, Staged = _staged });
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected virtual HudiTable TableOf(RelationName name) => new(name, [name == Runs ? "run_id" : "stay_id"]) { IsHistory = name == Runs };

    protected HudiTableStore Store() => HudiTableStore.OpenOrCreate(Lake, TableOf, _staged, TimeProvider.System);

    protected async Task RunAsync(string sql, RelationName? table = null)
    {
        await using var run = await Store().BeginAsync("run-1", Cancel);
        await Engine.BuildAsync(table ?? Stays, sql, run.FolderFor(table ?? Stays), Cancel);
        await run.PublishAsync(Cancel);
    }

    protected async Task<List<string>> RowsAsync(RelationName table)
    {
        var folder = Store().Tables().Single(known => known.Name == table).Folder;
        await Engine.AttachAsync(Read, folder, Cancel);
        return await QueryAsync($"select * from {Read} order by 1");
    }

    /// <summary>Rows of <see cref="Stays"/> with what Hudi keeps beside them.</summary>
    protected Task<List<string>> RawAsync(string columns)
    {
        Frame().Invoke("createOrReplaceGlobalTempView", "hudi_raw");
        return QueryAsync($"select {columns} from global_temp.hudi_raw order by record_key");
    }

    /// <summary>The session that somebody else would use.</summary>
    protected static JvmObjectReference Session() => (JvmObjectReference)SparkEnvironment.JvmBridge.CallStaticJavaMethod("org.apache.spark.sql.SparkSession", "active")!;

    protected JvmObjectReference Frame() =>
        (JvmObjectReference)((JvmObjectReference)((JvmObjectReference)Session().Invoke("read")!).Invoke("format", "hudi")!).Invoke("load", Table)!;

    protected async Task<List<string>> QueryAsync(string sql)
    {
        var rows = new List<string>();
        await foreach (var row in Engine.QueryAsync(sql, Cancel))
        {
            rows.Add(RowText.Of(row));
        }

        return rows;
    }

    protected List<string> Commits() => [.. Directory.EnumerateFiles(Path.Combine(Table, ".hoodie"), "*commit").Select(file => Path.GetFileName(file).Split('.')[0]).Order(StringComparer.Ordinal)];
}
