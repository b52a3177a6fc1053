using System.Runtime.CompilerServices;
using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Engines.Spark.Rows;
using MetricCare.Engines.Spark.Text;
using MetricCare.Spark;
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
    private int _running;

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

    /// <summary>Requests that this process has sent to the JVM so far.</summary>
    public long GatewayCalls => ((JvmBridge)_session.Jvm).Calls;

    // Spark goes on speaking of a stage for a while after the statement it was for has ended.
    public double? Progress => Volatile.Read(ref _running) == 0 ? null : _progress.Share();

    public Task LoadAsync(RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, () =>
        {
            View(relation, ArrowInput.CreateDataFrame(_session, BatchWriter.SchemaOf(shape), BatchWriter.Batches(relation, shape, rows, cancel), cancel).Reference);
            return true;
        }, cancel);

    public Task<long> ReadJsonLinesAsync(RelationName relation, NarrowSchema schema, IReadOnlyList<string> files, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.InternalError, () =>
        {
            var type = Jvm.StaticReference("org.apache.spark.sql.types.StructType", "fromDDL", JsonLines.Ddl(schema));
            var lines = files.Count == 0
                ? _session.Call("createDataFrame", new List<object?>(), type)
                : Reader().Call("schema", type).Call("option", "mode", "FAILFAST").Call("json", [files.Select(Full).ToArray()]);
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
        RunAsync("The query", ExitCode.ModelFailed, () => SparkTypes.Strict(SchemaJson(QueryOfColumns(sql)), "The query"), cancel);

    public Task<RelationShape> DescribeRowsAsync(string sql, CancellationToken cancel) =>
        RunAsync("The query", ExitCode.QueryFailed, () => new RelationShape([.. SparkTypes.Readable(SchemaJson(QueryOfColumns(sql))).Select(column => column.Column)]), cancel);

    public async IAsyncEnumerable<IReadOnlyList<object?>> QueryAsync(string sql, [EnumeratorCancellation] CancellationToken cancel)
    {
        const string subject = "The query";
        cancel.ThrowIfCancellationRequested();
        using var running = new Running(this);
        var opened = await Task.Run(() => Heard(subject, ExitCode.QueryFailed, () => Open(sql, cancel), cancel), CancellationToken.None);
        using var jobs = opened.Jobs;
        using var rows = opened.Rows;
        using var batches = rows.Batches().GetEnumerator();
        while (await Task.Run(() => Heard(subject, ExitCode.QueryFailed, batches.MoveNext, cancel), CancellationToken.None))
        {
            using var batch = batches.Current;
            foreach (var row in CellReader.Rows(batch))
            {
                yield return row;
            }
        }
    }

    /// <summary>Runs tasks beside the executors. What they say lies below the folder; their reports are handed over.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="folder">Replaced.</param>
    /// <param name="cancel">Ends them.</param>
    /// <exception cref="MetricCareException">A task failed, as often as Spark lets it.</exception>
    public Task<IReadOnlyList<string>> RunTasksAsync(ExecutorTasks tasks, string folder, CancellationToken cancel) =>
        RunAsync("Tasks beside the executors", ExitCode.EngineLost, () => tasks.Run(_session, Full(folder)), cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private (JobScope Jobs, ArrowResult Rows) Open(string sql, CancellationToken cancel)
    {
        var jobs = new JobScope(_context, "query", cancel);
        try
        {
            return (jobs, ArrowResult.Open(Shown(Query(sql)), prefetch: true, cancel));
        }
        catch
        {
            jobs.Dispose();
            throw;
        }
    }

    // Columns of types that rows cannot hold become text.
    private static JvmObjectReference Shown(JvmObjectReference frame)
    {
        var columns = SparkTypes.Readable(SchemaJson(frame));
        if (!columns.Any(column => column.AsText))
        {
            return frame;
        }

        var plain = frame.Call("toDF", [columns.Select((_, at) => $"c{at}").ToArray()]);
        return plain.Call("selectExpr", [columns.Select((column, at) => column.AsText ? $"cast(c{at} as string)" : $"c{at}").ToArray()]);
    }

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

        // The driver describes every plan to whoever listens, which for wide tables is a fifth of its time.
        ("spark.sql.ui.explainMode", "simple"),
        ("spark.sql.maxPlanStringLength", "500"),
        ("spark.sql.debug.maxToStringFields", "3"),
        ("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
        ("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
        ("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED"),
        ("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"),
        ("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
        ("spark.sql.caseSensitive", "false"),
        ("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false"),

        // So many kinds of lines are written side by side without being sorted first.
        ("spark.sql.maxConcurrentOutputFileWriters", "64"),
    ];

    private BuildResult Write(RelationName relation, JvmObjectReference frame, string? folder)
    {
        var shape = relation.Layer == Layer.Raw ? new RelationShape([]) : SparkTypes.Strict(SchemaJson(frame), relation.ToString());
        var target = Full(folder ?? WorkFolder(relation.ToString()));
        var rows = Write(frame, target);
        View(relation, Parquet(frame.Call("schema"), target));
        return new BuildResult(rows, folder is null ? 0 : Bytes(target), shape);
    }

    private string WorkFolder(string name) => Path.Combine(Full(_options.WorkFolder), "relations", $"{name}-{Interlocked.Increment(ref _writes)}");

    // Counted while they are written. Spark knows an observation by its name alone, and writes run side by side.
    private long Write(JvmObjectReference frame, string target)
    {
        var counted = Jvm.New("org.apache.spark.sql.Observation", $"rows-{Interlocked.Increment(ref _writes)}");
        var count = (JvmObjectReference)Jvm.Static("org.apache.spark.sql.functions", "expr", "count(1) as n")!;
        frame.Call("observe", counted, count, ((JvmBridge)_session.Jvm).NewArray("org.apache.spark.sql.Column", [])).Call("write").Call("mode", "overwrite").Invoke("parquet", target);
        return (long)counted.Call("getAsJava").Invoke("get", "n")!;
    }

    // What Hudi keeps beside the rows is its own affair.
    private JvmObjectReference HudiRows(string folder)
    {
        var frame = Reader().Call("format", "hudi").Call("load", Full(folder));
        var own = frame.Call("columns").Items().Cast<string>().Where(name => name.StartsWith("_hoodie_", StringComparison.Ordinal) || name == HudiTable.KeyColumn);
        return frame.Call("drop", [own.ToArray()]);
    }

    private static void View(RelationName relation, JvmObjectReference frame) => frame.Invoke("createOrReplaceTempView", SparkSql.ViewOf(relation));

    private JvmObjectReference Query(string sql) => SparkRecursion.Find(sql) is { } recursion ? Sql(recursion.Rest(AllRows(recursion))) : Sql(SparkSql.Translate(sql));

    // Only the columns are asked for, so the rows of the recursion need not be found.
    private JvmObjectReference QueryOfColumns(string sql)
    {
        if (SparkRecursion.Find(sql) is not { } recursion)
        {
            return Query(sql);
        }

        var view = RecursionView();
        Sql(recursion.Anchor).Invoke("createOrReplaceTempView", view);
        return Sql(recursion.Rest(view));
    }

    // In brackets, so that a statement or a second one is not understood.
    private JvmObjectReference Sql(string text) => _session.Call("sql", $"select * from (\n{text}\n) as query");

    private string RecursionView() => $"recursion_{Interlocked.Increment(ref _writes)}";

    /// <summary>Repeats the step of a recursion until it adds nothing.</summary>
    /// <returns>A view of all rows.</returns>
    private string AllRows(SparkRecursion recursion)
    {
        var (all, last) = (RecursionView(), RecursionView());
        var anchor = recursion.IsDistinct ? Sql(recursion.Anchor).Call("distinct") : Sql(recursion.Anchor);
        var schema = anchor.Call("schema");
        var columns = SparkTypes.Strict(SchemaJson(anchor), "The recursion").Columns;
        var folders = new List<string>();
        for (var rows = anchor; ;)
        {
            var folder = WorkFolder("recursion");
            var added = Write(rows, folder);
            folders.Add(folder);
            Parquet(schema, [.. folders]).Invoke("createOrReplaceTempView", all);
            if (added == 0)
            {
                return all;
            }

            Parquet(schema, folder).Invoke("createOrReplaceTempView", last);
            var step = Sql(recursion.Step(last)).Call("toDF", [columns.Select(column => column.Name).ToArray()])
                .Call("selectExpr", [columns.Select(column => $"cast(`{column.Name}` as {SparkTypes.Ddl(column.Type)}) as `{column.Name}`").ToArray()]);
            rows = recursion.IsDistinct ? step.Call("distinct").Call("except", _session.Call("table", all)) : step;
        }
    }

    private JvmObjectReference Parquet(JvmObjectReference schema, params string[] folders) => Reader().Call("schema", schema).Call("parquet", [folders]);

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
            using var running = new Running(this);
            using var jobs = new JobScope(_context, subject, cancel);
            return Heard(subject, code, work, cancel);
        },
        cancel);

    private readonly struct Running : IDisposable
    {
        private readonly SparkEngine _engine;

        public Running(SparkEngine engine)
        {
            _engine = engine;
            Interlocked.Increment(ref engine._running);
        }

        public void Dispose() => Interlocked.Decrement(ref _engine._running);
    }

    // Whatever a cancel makes of the work, it is a cancel.
    private static T Heard<T>(string subject, ExitCode code, Func<T> work, CancellationToken cancel)
    {
        try
        {
            return Guard(subject, code, work);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The work was cancelled.", failure, cancel);
        }
    }

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
