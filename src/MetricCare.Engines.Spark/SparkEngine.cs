using System.Runtime.CompilerServices;
using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Engines.Spark.Keeping;
using MetricCare.Engines.Spark.Rows;
using MetricCare.Engines.Spark.Text;
using MetricCare.Spark;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark;

/// <summary>Apache Spark behind the engine's port. Each relation is a temporary view over Parquet files, or over rows of the driver when they are few, so that no executor is needed to remember it.</summary>
/// <remarks>Work may run at the same time; each piece is done on one thread, with a job group of its own.</remarks>
public sealed class SparkEngine : IEngine
{
    // Rows of resources are wide: a few of them may be much.
    private const long LittleJson = 16L << 20;

    private readonly JvmObjectReference _session;
    private readonly JvmObjectReference _context;
    private readonly SparkEngineOptions _options;
    private readonly StageProgress _progress;
    private readonly FrameKeeper _keeper;
    private long _recursions;
    private int _running;

    /// <summary>Opens a session of its own on the Spark of this process, starting it when nobody has.</summary>
    /// <exception cref="MetricCareException">There is no Spark.</exception>
    public SparkEngine(SparkEngineOptions options)
    {
        _options = options;
        _session = Guard("Spark", ExitCode.EnvironmentMissing, () => Open(options));
        _context = (JvmObjectReference)_session.Invoke("sparkContext")!;
        _progress = new StageProgress(_context);
        _keeper = new FrameKeeper(_session, Path.Combine(Full(options.WorkFolder), "relations"), options.RowsInDriver);
    }

    /// <summary>Starts the Spark of this process when nobody has, so that an engine need not wait for it.</summary>
    /// <exception cref="MetricCareException">There is no Spark.</exception>
    public static Task StartAsync() => Task.Run(() => Guard("Spark", ExitCode.EnvironmentMissing, Shared));

    public string Name => "spark";

    /// <summary>Requests that this process has sent to the JVM so far.</summary>
    public long GatewayCalls => ((JvmBridge)_session.Jvm).Calls;

    // Spark goes on speaking of a stage for a while after the statement it was for has ended.
    public double? Progress => Volatile.Read(ref _running) == 0 ? null : _progress.Share();

    public Task LoadAsync(RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, () =>
        {
            var sent = 0L;
            var frame = ArrowInput.CreateDataFrame(_session, BatchWriter.SchemaOf(shape), BatchWriter.Batches(relation, shape, rows.Select(row => (sent++, row).row), cancel), cancel);
            View(relation, _keeper.OneTask(frame.Reference, sent));
            return true;
        }, cancel);

    public Task<long> ReadJsonLinesAsync(RelationName relation, NarrowSchema schema, IReadOnlyList<string> files, CancellationToken cancel) =>
        RunAsync(relation.ToString(), ExitCode.InternalError, () =>
        {
            var type = Jvm.StaticReference("org.apache.spark.sql.types.StructType", "fromDDL", JsonLines.Ddl(schema));
            var lines = files.Count == 0
                ? _session.Call("createDataFrame", new List<object?>(), type)
                : Reader().Call("schema", type).Call("option", "mode", "FAILFAST").Call("json", [files.Select(Full).ToArray()]);
            // What executors wrote is a folder: there was much to read.
            var isLittle = files.All(File.Exists) && files.Sum(file => new FileInfo(file).Length) <= LittleJson;
            var kept = isLittle ? _keeper.Keep(relation.ToString(), _keeper.Plan(lines)) : _keeper.Write(relation.ToString(), lines);
            View(relation, kept.Frame);
            return kept.Rows;
        }, cancel);

    public Task<BuildResult> BuildAsync(RelationName relation, string sql, string? folder, CancellationToken cancel, bool isReadAgain = true) =>
        RunAsync(relation.ToString(), ExitCode.ModelFailed, () => Build(relation, Query(sql), folder), cancel);

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
            var query = Query(sql);
            return (jobs, Few(query, cancel) ?? ArrowResult.Open(Shown(query.All()), prefetch: true, cancel));
        }
        catch
        {
            jobs.Dispose();
            throw;
        }
    }

    // All at once, which is one job, where to stream them plans twice and takes one for each partition. Null when there are many.
    private ArrowResult? Few(SparkQuery query, CancellationToken cancel)
    {
        if (_options.RowsInDriver == 0)
        {
            return null;
        }

        try
        {
            var few = ArrowResult.Collect(Shown(query.AtMost(_options.RowsInDriver + 1)), cancel);
            return few.Count <= _options.RowsInDriver ? few : null;
        }
        catch (Exception failure) when (failure.InnerException is JavaException && !cancel.IsCancellationRequested)
        {
            // It fails again, behind the rows that come before it.
            return null;
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

    private static JvmObjectReference Open(SparkEngineOptions options)
    {
        var session = Shared().Call("newSession");
        var conf = session.Call("conf");
        foreach (var (key, value) in options.RowsInDriver > 0 ? [.. Session, .. FewRows] : Session)
        {
            conf.Invoke("set", key, value);
        }

        var hadoop = session.Call("sparkContext").Call("hadoopConfiguration");
        foreach (var (key, value) in HudiOptions.Hadoop)
        {
            hadoop.Invoke("set", key, value);
        }

        return session;
    }

    private static JvmObjectReference Shared() => ((JvmObjectReference)Jvm.Static("org.apache.spark.sql.SparkSession", "builder")!).Call("getOrCreate");

    private static readonly (string Key, string Value)[] Session =
    [
        // Of one kind for what is computed and what is committed.
        .. HudiOptions.Session,

        // The driver describes every plan to whoever listens, which for wide tables is a fifth of its time.
        ("spark.sql.ui.explainMode", "simple"),
        ("spark.sql.maxPlanStringLength", "500"),
        ("spark.sql.debug.maxToStringFields", "3"),
        ("spark.sql.caseSensitive", "false"),
        ("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false"),

        // So many kinds of lines are written side by side without being sorted first.
        ("spark.sql.maxConcurrentOutputFileWriters", "64"),
    ];

    private static readonly (string Key, string Value)[] FewRows =
    [
        // Rows of the driver are one partition, which needs no copies for a join.
        ("spark.sql.autoBroadcastJoinThreshold", "-1"),

        // What is one task is not planned anew between its stages.
        ("spark.sql.adaptive.enabled", "false"),

        // However Spark was started: where there is an exchange all the same it is of one part, and no code is made for a few rows.
        ("spark.sql.shuffle.partitions", "1"),
        ("spark.sql.leafNodeDefaultParallelism", "1"),
        ("spark.sql.codegen.wholeStage", "false"),
        ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),

        // Instants and days travel as they are, not through the calendar of a time zone.
        ("spark.sql.datetime.java8API.enabled", "true"),
    ];

    private BuildResult Build(RelationName relation, SparkQuery query, string? folder)
    {
        var planned = _keeper.Plan(query);
        var shape = relation.Layer == Layer.Raw ? new RelationShape([]) : SparkTypes.Strict(SchemaJson(planned.Frame), relation.ToString());
        var target = folder is null ? null : Full(folder);
        var kept = _keeper.Keep(relation.ToString(), planned, _options.Staged is null ? target : null);
        View(relation, kept.Frame);
        if (target is not null)
        {
            _options.Staged?.Put(target, kept.Frame);
        }

        return new BuildResult(kept.Rows, target is null || _options.Staged is not null ? 0 : Bytes(target), shape);
    }

    // What Hudi keeps beside the rows is its own affair.
    private JvmObjectReference HudiRows(string folder)
    {
        var frame = Reader().Call("format", "hudi").Call("load", Full(folder));
        var own = frame.Call("columns").Items().Cast<string>().Where(name => name.StartsWith("_hoodie_", StringComparison.Ordinal) || name == HudiTable.KeyColumn);
        return frame.Call("drop", [own.ToArray()]);
    }

    private static void View(RelationName relation, JvmObjectReference frame) => frame.Invoke("createOrReplaceTempView", SparkSql.ViewOf(relation));

    private SparkQuery Query(string sql) => new(_session, SparkRecursion.Find(sql) is { } recursion ? recursion.Rest(AllRows(recursion)) : SparkSql.Translate(sql));

    // Only the columns are asked for, so the rows of the recursion need not be found.
    private JvmObjectReference QueryOfColumns(string sql)
    {
        if (SparkRecursion.Find(sql) is not { } recursion)
        {
            return Query(sql).All();
        }

        var view = RecursionView();
        new SparkQuery(_session, recursion.Anchor).All().Invoke("createOrReplaceTempView", view);
        return new SparkQuery(_session, recursion.Rest(view)).All();
    }

    private string RecursionView() => $"recursion_{Interlocked.Increment(ref _recursions)}";

    /// <summary>Repeats the step of a recursion until it adds nothing.</summary>
    /// <returns>A view of all rows.</returns>
    private string AllRows(SparkRecursion recursion)
    {
        const string name = "recursion";
        var (all, last) = (RecursionView(), RecursionView());
        var anchor = Planned(recursion.IsDistinct ? $"select distinct * from (\n{recursion.Anchor}\n) as anchor" : recursion.Anchor);
        var columns = SparkTypes.Strict(SchemaJson(anchor.Frame), "The recursion").Columns;
        var names = string.Join(", ", columns.Select(column => $"`{column.Name}`"));
        var typed = string.Join(", ", columns.Select(column => $"cast(`{column.Name}` as {SparkTypes.Ddl(column.Type)}) as `{column.Name}`"));
        var added = _keeper.Keep(name, anchor);
        for (var kept = added; ; kept = _keeper.Append(kept, added, name))
        {
            kept.Frame.Invoke("createOrReplaceTempView", all);
            if (added.Rows == 0)
            {
                return all;
            }

            added.Frame.Invoke("createOrReplaceTempView", last);
            var step = $"select {typed} from (\n{recursion.Step(last)}\n) as step({names})";
            added = _keeper.Keep(name, Planned(recursion.IsDistinct ? $"{step} except select * from {all}" : step));
        }

        PlannedFrame Planned(string text) => _keeper.Plan(new SparkQuery(_session, text));
    }

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
