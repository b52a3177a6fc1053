using System.Text.RegularExpressions;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Core.Stores;

/// <summary>
/// A lake in a local folder: <c>&lt;layer&gt;/&lt;table&gt;/&lt;version&gt;/*.parquet</c>, and beside the versions a file <c>_current</c> that names the one to read.
/// A process killed at any moment leaves every table readable, old or new.
/// </summary>
public sealed partial class ParquetTableStore : ITableStore
{
    private readonly LakeFolder _lake;
    private readonly TimeProvider _clock;

    private ParquetTableStore(LakeFolder lake, TimeProvider clock)
    {
        _lake = lake;
        _clock = clock;
    }

    /// <summary>Absolute path of the lake.</summary>
    public string Folder => _lake.Root;

    /// <summary>A lake that exists, for reading or writing.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.NotALake"/>: the folder is missing, or is something else.</exception>
    public static ParquetTableStore Open(string folder, TimeProvider clock) => new(LakeFolder.Open(folder, TableFormat.Parquet), clock);

    /// <summary>A lake, made when the folder is missing or empty.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.NotALake"/>: the folder holds something else, which stays untouched.</exception>
    public static ParquetTableStore OpenOrCreate(string folder, TimeProvider clock) => new(LakeFolder.OpenOrCreate(folder, TableFormat.Parquet), clock);

    public IReadOnlyList<PublishedTable> Tables() => StorageErrors.Guard(_lake.Root, () =>
        AllTables().Select(table => (table.Name, Current: table.CurrentVersion()))
            .Where(table => table.Current is not null)
            .Select(table => new PublishedTable(table.Name, table.Current!, new TableFolder(_lake.Root, table.Name).Version(table.Current!)))
            .OrderBy(table => table.Name)
            .ToList());

    public Task<ITableRun> BeginAsync(string runId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(runId);
        cancel.ThrowIfCancellationRequested();
        if (!RunIdPattern().IsMatch(runId))
        {
            throw new ArgumentException("A run id is made of letters, digits, '-', '_' and '.', and begins with a letter or digit.", nameof(runId));
        }

        return Task.Run(() => Begin(runId), cancel);
    }

    private async Task<ITableRun> Begin(string runId)
    {
        var lease = FileLease.Acquire(_lake.Own, runId, _clock);
        try
        {
            return StorageErrors.Guard(_lake.Root, () =>
            {
                if (Directory.Exists(_lake.Temporary))
                {
                    Directory.Delete(_lake.Temporary, recursive: true);
                }

                var work = Path.Combine(_lake.Temporary, runId);
                Directory.CreateDirectory(work);
                string? latest = null;
                foreach (var table in AllTables())
                {
                    table.RemoveUnpublished();
                    table.RemoveOld();
                    latest = string.CompareOrdinal(latest, table.CurrentVersion()) < 0 ? table.CurrentVersion() : latest;
                }

                return new ParquetTableRun(_lake.Root, work, VersionName.After(latest, _clock.GetUtcNow()), lease);
            });
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    private IEnumerable<TableFolder> AllTables() =>
        from layer in Enum.GetValues<Layer>()
        let folder = Path.Combine(_lake.Root, RelationName.SchemaOf(layer))
        where Directory.Exists(folder)
        from table in Directory.EnumerateDirectories(folder)
        where RelationName.TryParse($"{RelationName.SchemaOf(layer)}.{Path.GetFileName(table)}", out _)
        select new TableFolder(_lake.Root, new RelationName(layer, Path.GetFileName(table)));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex RunIdPattern();
}
