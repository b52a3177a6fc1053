using System.Collections.Concurrent;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Stores;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>One run's writing into Hudi tables: the new content is gathered by the engine, and committed at the end, row by row where it differs.</summary>
internal sealed class HudiTableRun(string lake, string workFolder, string runId, Func<RelationName, HudiTable> tableOf, StagedFrames staged, FileLease lease, TimeProvider clock) : ITableRun
{
    // Most of a commit is waiting: for the driver's planning, for small files.
    private const int CommitsAtOnce = 3;

    private readonly ConcurrentDictionary<RelationName, string> _folders = [];

    public string WorkFolder => workFolder;

    public string FolderFor(RelationName table) => _folders.GetOrAdd(table, name => Path.Combine(workFolder, "new", name.ToString()));

    public async Task<IReadOnlyList<PublishedTable>> PublishAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var contents = _folders.ToDictionary(
            pair => pair.Key,
            pair => staged.Of(pair.Value) ?? throw new MetricCareException(ExitCode.InternalError, $"Nothing was written for {pair.Key}; nothing was published."));

        // What is refused is refused before the first table changes.
        var commits = new ConcurrentBag<(RelationName Name, string Folder, HudiCommit Commit)>();
        await EachAsync(contents, pair => pair.Key, (pair, stop) =>
        {
            var (name, content) = pair;
            var folder = Path.Combine(lake, name.Schema, name.Table);
            var commit = new HudiCommit(tableOf(name), folder, runId, clock);
            commit.Prepare(content, stop);
            commits.Add((name, folder, commit));
            return ValueTask.CompletedTask;
        }, cancel);
        var published = new ConcurrentBag<PublishedTable>();
        await EachAsync(commits, one => one.Name, async (one, stop) =>
        {
            if (HudiProfile.Ahead(one.Folder, clock.GetUtcNow()) is var ahead && ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, clock, stop);
            }

            var bytes = one.Commit.Write(stop);
            published.Add(new PublishedTable(one.Name, HudiTimeline.LastCommit(one.Folder)!, one.Folder) { Bytes = bytes });
        }, cancel);
        return [.. published.OrderBy(table => table.Name)];
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, RelationName> name, Func<T, CancellationToken, ValueTask> work, CancellationToken cancel) =>
        Parallel.ForEachAsync(items.OrderBy(name), new ParallelOptions { MaxDegreeOfParallelism = CommitsAtOnce, CancellationToken = cancel }, work);

    public async ValueTask DisposeAsync()
    {
        try
        {
            Directory.Delete(workFolder, recursive: true);
        }
        catch (Exception leftover) when (leftover is IOException or UnauthorizedAccessException)
        {
            // The next run clears it; a failure here must not hide the outcome of this one.
        }

        await lease.DisposeAsync();
    }
}
