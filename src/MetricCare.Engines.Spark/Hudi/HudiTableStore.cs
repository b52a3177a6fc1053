using MetricCare.Core.Relations;
using MetricCare.Core.Stores;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>A lake of Hudi tables in <c>&lt;layer&gt;/&lt;table&gt;</c>, written by Hudi's Spark datasource. Each table goes from one commit to the next in one step.</summary>
public sealed class HudiTableStore : ITableStore
{
    private readonly LakeFolder _lake;
    private readonly Func<RelationName, HudiTable> _tableOf;
    private readonly StagedFrames _staged;
    private readonly TimeProvider _clock;

    private HudiTableStore(LakeFolder lake, Func<RelationName, HudiTable> tableOf, StagedFrames staged, TimeProvider clock) =>
        (_lake, _tableOf, _staged, _clock) = (lake, tableOf, staged, clock);

    /// <summary>Absolute path of the lake.</summary>
    public string Folder => _lake.Root;

    /// <summary>A lake, made when the folder is missing or empty.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="tableOf">Keys of the tables.</param>
    /// <param name="staged">Where the engine puts what it builds for the tables: see <see cref="SparkEngineOptions.Staged"/>.</param>
    /// <param name="clock">For the lease, and to be held against the instants of the tables: the time that Spark has.</param>
    /// <exception cref="Core.Errors.MetricCareException">The folder holds something else, or a lake of another format.</exception>
    public static HudiTableStore OpenOrCreate(string folder, Func<RelationName, HudiTable> tableOf, StagedFrames staged, TimeProvider clock) =>
        new(LakeFolder.OpenOrCreate(folder, TableFormat.Hudi), tableOf, staged, clock);

    public IReadOnlyList<PublishedTable> Tables() => StorageErrors.Guard(_lake.Root, () =>
        (from table in Folders()
         let instant = HudiTimeline.LastCommit(table.Folder)
         where instant is not null
         select new PublishedTable(table.Name, instant, table.Folder)).OrderBy(table => table.Name).ToList());

    public async Task<ITableRun> BeginAsync(string runId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var lease = FileLease.Acquire(_lake.Own, runId, _clock);
        try
        {
            return StorageErrors.Guard(_lake.Root, () =>
            {
                if (Directory.Exists(_lake.Temporary))
                {
                    Directory.Delete(_lake.Temporary, recursive: true);
                }

                foreach (var (name, folder) in Folders())
                {
                    HudiProfile.Check(name, folder, _clock.GetUtcNow());
                    HudiLeftovers.Clear(folder);
                }

                var work = Path.Combine(_lake.Temporary, runId);
                Directory.CreateDirectory(work);
                return new HudiTableRun(_lake.Root, work, runId, _tableOf, _staged, lease, _clock);
            });
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    private IEnumerable<(RelationName Name, string Folder)> Folders() =>
        from layer in Enum.GetValues<Layer>()
        let schema = Path.Combine(_lake.Root, RelationName.SchemaOf(layer))
        where Directory.Exists(schema)
        from folder in Directory.EnumerateDirectories(schema).Order(StringComparer.Ordinal)
        where RelationName.TryParse($"{RelationName.SchemaOf(layer)}.{Path.GetFileName(folder)}", out _)
        select (new RelationName(layer, Path.GetFileName(folder)), folder);
}
