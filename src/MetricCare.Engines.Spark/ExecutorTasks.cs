using MetricCare.Spark;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark;

/// <summary>Work that a program of ours does beside the executors, one Spark task per item: text in, lines of text of several kinds out.</summary>
/// <param name="Executable">The program, as the executors find it; it hands itself to <see cref="ArrowWorker"/>.</param>
/// <param name="Command">What it makes its map of.</param>
/// <param name="Items">What each task is told, one row of one column.</param>
public sealed record ExecutorTasks(string Executable, byte[] Command, IReadOnlyList<string> Items)
{
    /// <summary>Columns of what comes out.</summary>
    public const string Output = "kind string, line string";

    /// <summary>Lines of this kind are handed to the driver.</summary>
    public const string Report = "_report";

    private const string Kind = "kind";

    /// <summary>Folder below which the lines of a kind lie, as files of text.</summary>
    public static string FolderOf(string folder, string kind) => Path.Combine(folder, $"{Kind}={kind}");

    /// <summary>Runs the tasks; what they say stands in the folder when all have ended, each task's words once, however often it was tried.</summary>
    internal IReadOnlyList<string> Run(JvmObjectReference session, string folder)
    {
        var context = Jvm.New("org.apache.spark.api.java.JavaSparkContext", session.Call("sparkContext"));
        var items = session.Call("createDataset", context.Call("parallelize", Items.ToList(), Items.Count).Call("rdd"), Jvm.StaticReference("org.apache.spark.sql.Encoders", "STRING")).Call("toDF");
        ArrowMap.Apply(items, Executable, Command, Output).Call("write").Call("mode", "overwrite").Call("partitionBy", [new[] { Kind }]).Invoke("text", folder);
        var reports = session.Call("read").Call("text", [new[] { FolderOf(folder, Report) }]);
        return [.. reports.Call("as", Jvm.StaticReference("org.apache.spark.sql.Encoders", "STRING")).Call("collectAsList").ListItems().Cast<string>()];
    }
}
