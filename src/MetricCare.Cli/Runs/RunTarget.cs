using MetricCare.Core.Relations;
using MetricCare.Core.Stores;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Cli.Runs;

/// <summary>Where a run writes: into the lake, or nowhere when it is only a computation (tests, <c>check</c>).</summary>
/// <param name="RunId">Sorts by start.</param>
/// <param name="WorkFolder">Stage files and spill.</param>
/// <param name="Lake">What is published; null computes inside the engine only.</param>
/// <param name="Published">Tables of the lake before this run.</param>
internal sealed record RunTarget(string RunId, string WorkFolder, ITableRun? Lake, IReadOnlyList<PublishedTable> Published)
{
    /// <summary>In which the engine reads the views.</summary>
    public SqlDialect Dialect { get; init; } = SqlDialect.DuckDb;

    /// <summary>The lake keeps what earlier runs brought: a delivery is merged into it. Otherwise the tables hold what the sources of the last run say.</summary>
    public bool KeepsEarlier { get; init; }

    public string StageFolder => Path.Combine(WorkFolder, "stage");

    /// <summary>Folder of the new version of a table; null keeps it inside the engine.</summary>
    public string? FolderFor(RelationName table) => Lake?.FolderFor(table);

    /// <summary>Folder of the version that is current before this run.</summary>
    public string? CurrentFolder(RelationName table) => Published.FirstOrDefault(known => known.Name == table)?.Folder;

    public async Task<IReadOnlyList<PublishedTable>> PublishAsync(CancellationToken cancel) => Lake is null ? [] : await Lake.PublishAsync(cancel);
}
