using MetricCare.Core.Errors;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>Brings one table to new content, with the least change of rows and in one commit; with none when nothing differs.</summary>
/// <remarks>First all that may be refused is looked at, for every table of a run; then they are written.</remarks>
internal sealed class HudiCommit(HudiTable table, string folder, string runId, TimeProvider clock)
{
    private readonly string _given = $"given_{table.Name.Schema}_{table.Name.Table}";
    private readonly string _before = $"before_{table.Name.Schema}_{table.Name.Table}";
    private readonly string _after = $"after_{table.Name.Schema}_{table.Name.Table}";
    private JvmObjectReference? _session;
    private JvmObjectReference? _content;
    private HudiSchemas? _schemas;
    private List<string> _columns = [];

    /// <summary>Reads what is there and what is given; nothing is written.</summary>
    /// <param name="given">The new content.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="MetricCareException">The table cannot be written as it is: see <see cref="HudiProfile"/>, or its columns are of other types.</exception>
    public void Prepare(JvmObjectReference given, CancellationToken cancel)
    {
        HudiProfile.Check(table.Name, folder, clock.GetUtcNow());
        var properties = HudiProperties.Load(folder);
        var partition = properties?["hoodie.table.partition.fields"];
        if (properties is not null && partition != table.Partition)
        {
            throw new MetricCareException(
                ExitCode.NotALake,
                $"{table.Name}: the Hudi table at {folder} is {(partition is null ? "not partitioned" : $"partitioned by {partition}")}, its contract says {(table.Partition is null ? "no partition" : table.Partition)}.",
                "Move its folder away and run over all sources again: it is written anew.");
        }

        Guarded(() =>
        {
            given.Invoke("createOrReplaceTempView", _given);
            _columns = Columns(given);
            _session = given.Call("sparkSession");
            _content = _session.Call("sql", table.Keyed(_given, _columns));
            if (HudiTimeline.LastCommit(folder) is not null)
            {
                var before = _session.Call("read").Call("format", "hudi").Call("load", folder);
                before.Invoke("createOrReplaceTempView", _before);
                _content.Invoke("createOrReplaceTempView", _after);
                _schemas = new HudiSchemas(SchemaOf(before), SchemaOf(_content));
            }
        }, cancel);
        if (_schemas is { Changed: { Count: > 0 } changed })
        {
            throw new MetricCareException(
                ExitCode.NotALake,
                $"{table.Name}: the Hudi table at {folder} has other types than its contract for {string.Join(", ", changed)}; rows of both cannot lie in one table.",
                "Move its folder away and run over all sources again: it is written anew.");
        }
    }

    /// <summary>Commits what <see cref="Prepare"/> has looked at.</summary>
    /// <returns>Bytes written; 0 when nothing differs.</returns>
    public long Write(CancellationToken cancel)
    {
        var before = HudiTimeline.LastCommit(folder);
        if (HudiProperties.Load(folder) is { } properties && properties[HudiProperties.ZoneKey] is null)
        {
            HudiProperties.StateZone(folder);
        }

        Guarded(() =>
        {
            switch (_schemas)
            {
                case null:
                    Save(_content!, "bulk_insert");
                    RequireComplete();
                    break;
                case { Differ: true }:
                    Save(_content!, "insert_overwrite_table");
                    break;
                default:
                    WriteDifference();
                    break;
            }
        }, cancel);
        return HudiTimeline.Last(folder) is { } last && last.Time != before ? HudiTimeline.BytesWritten(File.ReadAllText(HudiTimeline.FileOf(folder, last))) : 0;
    }

    private void WriteDifference()
    {
        var session = _session!;
        var names = string.Join(", ", _columns.Prepend(HudiTable.KeyColumn).Select(name => $"`{name}`"));
        var changed = session.Call("sql", $"select {names} from {_after} except select {names} from {_before}").Call("cache");
        var gone = session.Call("sql", $"select {HudiTable.KeyColumn} from {_before} where not exists (select 1 from {_after} where {_after}.{HudiTable.KeyColumn} = {_before}.{HudiTable.KeyColumn})");
        try
        {
            var hasChanged = !(bool)changed.Invoke("isEmpty")!;
            var hasGone = !table.IsHistory && !(bool)gone.Invoke("isEmpty")!;
            if (hasGone)
            {
                // Rows to write and rows to take away in one commit: readers must never see the one without the other.
                Save(_content!, "insert_overwrite_table");
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
        rows.Call("write").Call("format", "hudi").Call("options", HudiOptions.Of(table, operation, runId)).Call("mode", "append").Invoke("save", folder);

    // Of all operations only this one commits although rows could not be written: it counts them, and says nothing.
    private void RequireComplete()
    {
        var missing = HudiTimeline.RowsNotWritten(File.ReadAllText(HudiTimeline.FileOf(folder, HudiTimeline.Last(folder)!)));
        if (missing > 0)
        {
            Directory.Delete(folder, recursive: true);
            throw new MetricCareException(
                ExitCode.StorageFailed,
                $"{table.Name}: Hudi could not write {missing} rows; the table was not made.",
                "Look at the log of the executors for the reason, and run again.");
        }
    }

    private void Guarded(Action work, CancellationToken cancel)
    {
        using var jobs = new JobScope((JvmObjectReference)Active().Invoke("sparkContext")!, $"commit {table.Name}", cancel);
        try
        {
            work();
        }
        catch (Exception failure) when (ErrorTranslation.Translate(failure, table.Name.ToString(), ExitCode.StorageFailed) is { } translated)
        {
            cancel.ThrowIfCancellationRequested();
            throw translated;
        }
    }

    private static JvmObjectReference Active() => (JvmObjectReference)Jvm.Static("org.apache.spark.sql.SparkSession", "active")!;

    private static string SchemaOf(JvmObjectReference frame) => (string)frame.Call("schema").Invoke("json")!;

    private static List<string> Columns(JvmObjectReference frame) => [.. frame.Call("columns").Items().Cast<string>()];
}
