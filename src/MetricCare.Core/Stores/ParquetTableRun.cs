using System.Runtime.ExceptionServices;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Core.Stores;

/// <summary>The new versions of one run: all under one version name.</summary>
internal sealed class ParquetTableRun(string lake, string workFolder, string version, FileLease lease) : ITableRun
{
    private readonly SortedDictionary<RelationName, TableFolder> _tables = [];
    private readonly Lock _gate = new();
    private bool _published;

    public string WorkFolder => workFolder;

    public string FolderFor(RelationName table)
    {
        lock (_gate)
        {
            ThrowIfPublished();
            if (!_tables.TryGetValue(table, out var folder))
            {
                folder = new TableFolder(lake, table);
                _tables[table] = folder;
                StorageErrors.Guard(lake, () => Directory.CreateDirectory(folder.Version(version)));
            }

            return folder.Version(version);
        }
    }

    public Task<IReadOnlyList<PublishedTable>> PublishAsync(CancellationToken cancel) => Task.Run<IReadOnlyList<PublishedTable>>(
        () =>
        {
            lock (_gate)
            {
                ThrowIfPublished();
                return StorageErrors.Guard(lake, Publish);
            }
        },
        cancel);

    public async ValueTask DisposeAsync()
    {
        if (!_published)
        {
            foreach (var table in _tables.Values)
            {
                Ignoring(() => table.RemoveUnpublished());
            }
        }

        Ignoring(() => Directory.Delete(workFolder, recursive: true));
        await lease.DisposeAsync();
    }

    private List<PublishedTable> Publish()
    {
        foreach (var table in _tables.Values)
        {
            if (!Directory.EnumerateFiles(table.Version(version), "*.parquet").Any())
            {
                throw new MetricCareException(ExitCode.InternalError, $"Nothing was written for {table.Name}; nothing was published.");
            }
        }

        // Side by side, because the disk answers many flushes as fast as one.
        Each(table => table.Prepare(version));
        Disk.FlushFolder(lake);
        _published = true;
        foreach (var table in _tables.Values)
        {
            table.Publish();
        }

        Each(table => table.Flush());
        foreach (var table in _tables.Values)
        {
            Ignoring(table.RemoveOld);
        }

        return [.. _tables.Values.Select(table => new PublishedTable(table.Name, version, table.Version(version)))];
    }

    private void ThrowIfPublished()
    {
        if (_published)
        {
            throw new InvalidOperationException("The run has been published.");
        }
    }

    private void Each(Action<TableFolder> work)
    {
        try
        {
            Parallel.ForEach(_tables.Values, work);
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }

    /// <summary>Tidying that the next run would repeat: a failure here must not hide the outcome of this one.</summary>
    private static void Ignoring(Action tidy)
    {
        try
        {
            tidy();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or MetricCareException)
        {
        }
    }
}
