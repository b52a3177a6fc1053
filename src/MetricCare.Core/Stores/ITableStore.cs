using MetricCare.Core.Relations;

namespace MetricCare.Core.Stores;

/// <summary>
/// The tables of one lake. A reader sees, of each table, one finished version; a writer makes new versions aside and publishes them at its end.
/// </summary>
public interface ITableStore
{
    /// <summary>What is published at this moment, in order of layer and name.</summary>
    /// <exception cref="Errors.MetricCareException">The store cannot be read.</exception>
    IReadOnlyList<PublishedTable> Tables();

    /// <summary>Takes the lease of the lake, clears what dead runs left behind, and starts writing.</summary>
    /// <param name="runId">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; names the folder of the run's temporary files.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="Errors.MetricCareException">Another run holds the lake, or the store refuses to be written.</exception>
    Task<ITableRun> BeginAsync(string runId, CancellationToken cancel);
}

/// <summary>One run's writing. Disposing without publishing leaves every table as it was.</summary>
public interface ITableRun : IAsyncDisposable
{
    /// <summary>Folder for stage files and spill; gone when the run is disposed.</summary>
    string WorkFolder { get; }

    /// <summary>The folder in which the new version of a table is to be written; the same one each time it is asked for.</summary>
    string FolderFor(RelationName table);

    /// <summary>
    /// Makes the new versions of all tables that a folder was asked for the current ones, in order of layer and name, each in one step.
    /// Once the first has been published a cancel is no longer heard: the rest takes milliseconds.
    /// </summary>
    /// <exception cref="Errors.MetricCareException">A folder holds no data, or the disk refuses; tables published before stay so, each whole.</exception>
    Task<IReadOnlyList<PublishedTable>> PublishAsync(CancellationToken cancel);
}

/// <summary>A table that can be read.</summary>
/// <param name="Name">Layer and table.</param>
/// <param name="Version">Name of the version; later ones sort behind earlier ones.</param>
/// <param name="Folder">Absolute path of the folder with its Parquet files.</param>
public sealed record PublishedTable(RelationName Name, string Version, string Folder)
{
    /// <summary>Bytes that a store wrote while it published, in place of the engine; 0 when it wrote nothing.</summary>
    public long Bytes { get; init; }
}
