using MetricCare.Core.Engines;
using MetricCare.Engines.Contract;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>An engine with a folder of its own, for tests of what only DuckDB does.</summary>
public abstract class OpenEngine : IAsyncLifetime
{
    private DuckDbEngine? _engine;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("metriccare-duckdb-").FullName;

    protected IEngine Engine => _engine ?? throw new InvalidOperationException("The engine is not open.");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected virtual DuckDbOptions Options => new(Path.Combine(Folder, "work"), [Path.Combine(Folder, "lake")]) { Threads = 2 };

    public ValueTask InitializeAsync()
    {
        _engine = new DuckDbEngine(Options);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Engine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected async Task<List<string>> RowsAsync(string sql)
    {
        var rows = new List<string>();
        await foreach (var row in Engine.QueryAsync(sql, Cancel))
        {
            rows.Add(RowText.Of(row));
        }

        return rows;
    }
}
