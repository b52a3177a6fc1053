using MetricCare.Core.Errors;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>Brings one table to new content, with the least change of rows and in one commit; with none when nothing differs.</summary>
internal sealed class HudiCommit(HudiTable table, string folder, string runId)
{
    public void Write(string staged, CancellationToken cancel)
    {
        var session = ((JvmObjectReference)Jvm.Static("org.apache.spark.sql.SparkSession", "active")!).Call("newSession");
        using var jobs = new JobScope((JvmObjectReference)session.Invoke("sparkContext")!, $"commit {table.Name}", cancel);
        try
        {
            Write(session, staged);
        }
        catch (Exception failure) when (ErrorTranslation.Translate(failure, table.Name.ToString(), ExitCode.StorageFailed) is { } translated)
        {
            cancel.ThrowIfCancellationRequested();
            throw translated;
        }
    }

    private void Write(JvmObjectReference session, string staged)
    {
        var given = session.Call("read").Call("parquet", [new[] { Path.GetFullPath(staged) }]);
        given.Invoke("createOrReplaceTempView", "given");
        var columns = Columns(given);
        session.Call("sql", table.Keyed("given", columns)).Invoke("createOrReplaceTempView", "content");
        if (HudiTimeline.LastCommit(folder) is null)
        {
            Save(session.Call("sql", "select * from content"), "bulk_insert");
            return;
        }

        var before = session.Call("read").Call("format", "hudi").Call("load", folder);
        before.Invoke("createOrReplaceTempView", "before");
        var known = Columns(before).Where(name => !name.StartsWith("_hoodie_", StringComparison.Ordinal)).ToList();
        if (!known.Order(StringComparer.Ordinal).SequenceEqual(columns.Append(HudiTable.KeyColumn).Order(StringComparer.Ordinal)))
        {
            Save(session.Call("sql", "select * from content"), "insert_overwrite_table");
            return;
        }

        var names = string.Join(", ", columns.Prepend(HudiTable.KeyColumn).Select(name => $"`{name}`"));
        var changed = session.Call("sql", $"select {names} from content except select {names} from before").Call("cache");
        var gone = session.Call("sql", $"select {HudiTable.KeyColumn} from before where not exists (select 1 from content where content.{HudiTable.KeyColumn} = before.{HudiTable.KeyColumn})");
        try
        {
            var hasChanged = !(bool)changed.Invoke("isEmpty")!;
            var hasGone = !table.IsHistory && !(bool)gone.Invoke("isEmpty")!;
            if (hasGone)
            {
                // Rows to write and rows to take away in one commit: readers must never see the one without the other.
                Save(session.Call("sql", "select * from content"), "insert_overwrite_table");
            }
            else if (hasChanged)
            {
                Save(changed, "upsert");
            }
        }
        finally
        {
            changed.Invoke("unpersist");
        }
    }

    private void Save(JvmObjectReference rows, string operation) =>
        rows.Call("write").Call("format", "hudi").Call("options", HudiOptions.Of(table.Name.Table, operation, runId)).Call("mode", "append").Invoke("save", folder);

    private static List<string> Columns(JvmObjectReference frame) => [.. frame.Call("columns").Items().Cast<string>()];
}
