using MetricCare.Engines.Spark.Text;
using MetricCare.Spark;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Keeping;

/// <summary>Evaluates frames, each once: into rows of the driver when they are few, into Parquet files otherwise.</summary>
/// <param name="session">The session of the frames.</param>
/// <param name="folder">Takes the files that nobody named a folder for.</param>
/// <param name="most">Rows that one frame may keep in the driver; 0 keeps none there.</param>
internal sealed class FrameKeeper(JvmObjectReference session, string folder, int most)
{
    // Of all frames together: some 200 MB.
    private const long CellsInDriver = 5_000_000;

    private long _cells;
    private long _writes;

    /// <summary>Plans a query for <see cref="Keep"/>.</summary>
    public PlannedFrame Plan(SparkQuery query) => Plan(query.AtMostInOneTask, query.All);

    /// <summary>Plans what no query says for <see cref="Keep"/>.</summary>
    public PlannedFrame Plan(JvmObjectReference frame) => Plan(rows => frame.Call("coalesce", 1).Call("limit", rows), () => frame);

    /// <summary>Evaluates a frame.</summary>
    /// <param name="name">Of its folder, for people who look.</param>
    /// <param name="planned">What to evaluate.</param>
    /// <param name="target">The folder that the rows must lie in; null leaves it to the keeper.</param>
    public KeptFrame Keep(string name, PlannedFrame planned, string? target = null)
    {
        if (planned.All is not { } all)
        {
            return Write(name, planned.Frame, target);
        }

        if (Collected(planned.Frame) is not { } few)
        {
            return Write(name, all(), target);
        }

        if (target is not null)
        {
            Writer(few.Frame).Invoke("parquet", target);
        }

        return few;
    }

    /// <summary>Evaluates a frame into files, be it ever so small.</summary>
    /// <param name="name">Of its folder, for people who look.</param>
    /// <param name="frame">What to evaluate.</param>
    /// <param name="target">The folder that the rows must lie in; null leaves it to the keeper.</param>
    public KeptFrame.InFiles Write(string name, JvmObjectReference frame, string? target = null)
    {
        // Counted while they are written. Spark knows an observation by its name alone, and writes run side by side.
        var number = Interlocked.Increment(ref _writes);
        target ??= Path.Combine(folder, $"{name}-{number}");
        var counted = Jvm.New("org.apache.spark.sql.Observation", $"rows-{number}");
        var count = (JvmObjectReference)Jvm.Static("org.apache.spark.sql.functions", "expr", "count(1) as n")!;
        Writer(frame.Call("observe", counted, count, ((JvmBridge)session.Jvm).NewArray("org.apache.spark.sql.Column", []))).Invoke("parquet", target);
        return new KeptFrame.InFiles(Parquet(frame.Call("schema"), target), (long)counted.Call("getAsJava").Invoke("get", "n")!, [target]);
    }

    /// <summary>Rows of the driver for one task to read: one partition satisfies every join and every group, so nothing is exchanged. A single row needs no task.</summary>
    public JvmObjectReference OneTask(JvmObjectReference frame, long rows) => most > 0 && rows > 1 ? frame.Call("coalesce", 1) : frame;

    /// <summary>The rows of both.</summary>
    public KeptFrame Append(KeptFrame all, KeptFrame more, string name)
    {
        var schema = all.Frame.Call("schema");
        if (all is KeptFrame.InDriver kept && more is KeptFrame.InDriver added && all.Rows + more.Rows <= most)
        {
            var list = Jvm.New("java.util.ArrayList", kept.List);
            list.Invoke("addAll", added.List);
            return InDriver(list, all.Rows + more.Rows, schema);
        }

        string[] folders = [.. Files(all, name).Folders, .. Files(more, name).Folders];
        return new KeptFrame.InFiles(Parquet(schema, folders), all.Rows + more.Rows, folders);
    }

    private KeptFrame.InFiles Files(KeptFrame kept, string name) => kept as KeptFrame.InFiles ?? Write(name, kept.Frame);

    private PlannedFrame Plan(Func<int, JvmObjectReference> few, Func<JvmObjectReference> all) =>
        most > 0 && Interlocked.Read(ref _cells) <= CellsInDriver ? new PlannedFrame(few(most + 1), all) : new PlannedFrame(all(), All: null);

    // Null when there are too many.
    private KeptFrame.InDriver? Collected(JvmObjectReference frame)
    {
        var list = frame.Call("collectAsList");
        var rows = (int)list.Invoke("size")!;
        if (rows > most)
        {
            return null;
        }

        // As a file would have it, any value may be missing.
        var schema = Jvm.StaticReference("org.apache.spark.sql.types.DataType", "fromJson", SparkTypes.Nullable((string)frame.Call("schema").Invoke("json")!));
        Interlocked.Add(ref _cells, (long)rows * (int)schema.Invoke("length")!);
        return InDriver(list, rows, schema);
    }

    private KeptFrame.InDriver InDriver(JvmObjectReference list, long rows, JvmObjectReference schema) =>
        new(OneTask(session.Call("createDataFrame", list, schema), rows), rows, list);

    private static JvmObjectReference Writer(JvmObjectReference frame) => frame.Call("write").Call("mode", "overwrite");

    private JvmObjectReference Parquet(JvmObjectReference schema, params string[] folders) => session.Call("read").Call("schema", schema).Call("parquet", [folders]);
}
