using System.Runtime.CompilerServices;
using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Engines.Spark.Rows;
using MetricCare.Engines.Spark.Text;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark;

/// <summary>Apache Spark behind the engine's port. Each relation is a temporary view over Parquet files, so that no executor is needed to remember it.</summary>
/// <remarks>Work may run at the same time; each piece is done on one thread, with a job group of its own.</remarks>
public sealed class SparkEngine : IEngine
{
    private readonly JvmObjectReference _session;
    private readonly JvmObjectReference _context;
    private readonly SparkEngineOptions _options;
    private readonly StageProgress _progress;
    private long _writes;

    /// <summary>Opens a session of its own on the Spark of this process, starting it when nobody has.</summary>
    /// <exception cref="MetricCareException">There is no Spark.</exception>
    public SparkEngine(SparkEngineOptions options)
    {
        _options = options;
        _session = Guard("Spark", ExitCode.EnvironmentMissing, Open);
        _context = (JvmObjectReference)_session.Invoke("sparkContext")!;
        _progress = new StageProgress(_context);
    }

    public string Name => "spark";

    public double? Progress => _progress.Share();

    public Task LoadAsync(RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, () =>
        {
            View(relation, LocalRows.Frame(_session, relation, shape, rows, _options.WorkFolder, cancel));
            return true;
        }, cancel);

    public Task<long> ReadJsonLinesAsync(RelationName relation, NarrowSchema schema, IReadOnlyList<string> files, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.InternalError, () =>
        {
            var reader = Reader().Call("schema", JsonLines.Ddl(schema)).Call("option", "mode", "FAILFAST");
            var lines = files.Count == 0
                ? (JvmObjectReference)_session.Invoke("sql", $"select * from values (null) as t(x) where false")!
                : reader.Call("json", [files.Select(Full).ToArray()]);
            return Write(relation, lines, null).Rows;
        }, cancel);

    public Task<BuildResult> BuildAsync(RelationName relation, string sql, string? folder, CancellationToken cancel, bool isReadAgain = true) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, () => Write(relation, Query(sql), folder), cancel);

    public Task AttachAsync(RelationName relation, string folder, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.StorageFailed, () =>
        {
            View(relation, HudiTimeline.LastCommit(folder) is null ? Reader().Call("parquet", [new[] { Full(folder) }]) : HudiRows(folder));
            return true;
        }, cancel);

    public Task DropAsync(RelationName relation, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, () => ((JvmObjectReference)_session.Invoke("catalog")!).Invoke("dropTempView", SparkSql.ViewOf(relation)), cancel);

    public Task<RelationShape> DescribeAsync(string sql, CancellationToken cancel) =>
        RunAsync("The query", ExitCode.ModelFailed, () => SparkTypes.Strict(SchemaJson(Query(sql)), "The query"), cancel);

    public Task<RelationShape> DescribeRowsAsync(string sql, CancellationToken cancel) =>
        RunAsync("The query", ExitCode.QueryFailed, () => new RelationShape([.. SparkTypes.Readable(SchemaJson(Query(sql))).Select(column => column.Column)]), cancel);

    public async IAsyncEnumerable<IReadOnlyList<object?>> QueryAsync(string sql, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = await RunAsync("The query", ExitCode.QueryFailed, () => CollectedRows.Of(Query(sql)).ToList(), cancel);
        foreach (var row in rows)
        {
            yield return row;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static JvmObjectReference Open()
    {
        var session = ((JvmObjectReference)Jvm.Static("org.apache.spark.sql.SparkSession", "builder")!).Call("getOrCreate").Call("newSession");
        var conf = session.Call("conf");
        foreach (var (key, value) in Session)
        {
            conf.Invoke("set", key, value);
        }

        return session;
    }

    private static readonly (string Key, string Value)[] Session =
    [
        ("spark.sql.session.timeZone", "UTC"),
        ("spark.sql.ansi.enabled", "false"),
        ("spark.sql.adaptive.enabled", "true"),
        ("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
        ("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
        ("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED"),
        ("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
        ("spark.sql.caseSensitive", "false"),
        ("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false"),
    ];

    private BuildResult Write(RelationName relation, JvmObjectReference frame, string? folder)
    {
        var json = SchemaJson(frame);
        var shape = relation.Layer == Layer.Raw ? new RelationShape([]) : SparkTypes.Strict(json, relation.ToString());
        var number = Interlocked.Increment(ref _writes);
        var target = Full(folder ?? Path.Combine(_options.WorkFolder, "relations", $"{relation}-{number}"));

        // Counted while they are written. Spark knows an observation by its name alone, and writes run side by side.
        var counted = Jvm.New("org.apache.spark.sql.Observation", $"rows-{number}");
        var count = (JvmObjectReference)Jvm.Static("org.apache.spark.sql.functions", "expr", "count(1) as n")!;
        frame.Call("observe", counted, count, ((JvmBridge)_session.Jvm).NewArray("org.apache.spark.sql.Column", [])).Call("write").Call("mode", "overwrite").Invoke("parquet", target);
        var rows = (long)counted.Call("getAsJava").Invoke("get", "n")!;
        View(relation, Reader().Call("schema", frame.Call("schema")).Call("parquet", [new[] { target }]));
        return new BuildResult(rows, folder is null ? 0 : Bytes(target), shape);
    }

    // What Hudi keeps beside the rows is its own affair.
    private JvmObjectReference HudiRows(string folder)
    {
        var frame = Reader().Call("format", "hudi").Call("load", Full(folder));
        var own = frame.Call("columns").Items().Cast<string>().Where(name => name.StartsWith("_hoodie_", StringComparison.Ordinal) || name == HudiTable.KeyColumn);
        return frame.Call("drop", [own.ToArray()]);
    }

    private static void View(RelationName relation, JvmObjectReference frame) => frame.Invoke("createOrReplaceTempView", SparkSql.ViewOf(relation));

    // In brackets, so that a statement or a second one is not understood.
    private JvmObjectReference Query(string sql) => _session.Call("sql", $"select * from (\n{SparkSql.Translate(sql)}\n) as query");

    private JvmObjectReference Reader() => _session.Call("read");

    private static string SchemaJson(JvmObjectReference frame) => (string)frame.Call("schema").Invoke("json")!;

    private static string Full(string path) => Path.GetFullPath(path);

    // Hadoop writes check sums beside the files of a local folder; readers of the lake know nothing of them.
    private static long Bytes(string folder)
    {
        foreach (var sum in Directory.EnumerateFiles(folder, ".*.crc"))
        {
            File.Delete(sum);
        }

        return Directory.EnumerateFiles(folder, "*.parquet").Sum(file => new FileInfo(file).Length);
    }

    private Task<T> RunAsync<T>(string subject, ExitCode code, Func<T> work, CancellationToken cancel) => Task.Run(
        () =>
        {
            using var jobs = new JobScope(_context, subject, cancel);
            try
            {
                return Guard(subject, code, work);
            }
            catch (MetricCareException) when (cancel.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancel);
            }
        },
        cancel);

    private static T Guard<T>(string subject, ExitCode code, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (ErrorTranslation.Translate(failure, subject, code) is { } translated)
        {
            throw translated;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MetricCareException(ExitCode.StorageFailed, $"{subject}: {failure.Message}", cause: failure);
        }
    }
}
