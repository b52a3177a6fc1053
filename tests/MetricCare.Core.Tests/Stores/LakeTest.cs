using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Stores;

namespace MetricCare.Core.Tests.Stores;

/// <summary>A folder for a lake, a clock that is set by hand, and short words for what the tests do with them.</summary>
public abstract class LakeTest : IDisposable
{
    protected static readonly RelationName Stays = new(Layer.Silver, "stays");
    protected static readonly RelationName Rates = new(Layer.Gold, "rates");

    private readonly string _temporary = Directory.CreateTempSubdirectory("metriccare-lake-").FullName;

    protected string Lake => Path.Combine(_temporary, "lake");

    private protected SetClock Clock { get; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ParquetTableStore Store => ParquetTableStore.OpenOrCreate(Lake, Clock);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_temporary, recursive: true);
    }

    protected static void Write(ITableRun run, RelationName table, string text) => File.WriteAllText(Path.Combine(run.FolderFor(table), "part-0.parquet"), text);

    /// <summary>A run that publishes the same text as each of the tables.</summary>
    protected async Task<IReadOnlyList<PublishedTable>> PublishAsync(string text, params RelationName[] tables)
    {
        await using var run = await Store.BeginAsync("run", Cancel);
        foreach (var table in tables)
        {
            Write(run, table, text);
        }

        return await run.PublishAsync(Cancel);
    }

    /// <summary>What a reader sees: <c>silver.stays=text</c>.</summary>
    protected List<string> Seen() =>
        [.. ParquetTableStore.Open(Lake, Clock).Tables().Select(table => $"{table.Name}={File.ReadAllText(Path.Combine(table.Folder, "part-0.parquet"))}")];

    protected List<string> Versions(RelationName table) =>
        [.. Directory.EnumerateDirectories(Path.Combine(Lake, table.Schema, table.Table)).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    protected static async Task<MetricCareException> RefusesAsync(ExitCode code, Func<Task> work)
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(work);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }

    private protected sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2024, 11, 24, 10, 15, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
