using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Stores;
using MetricCare.Engines.DuckDb;

namespace MetricCare.Cli.Runs;

/// <summary>A lake opened for questions: every published table under its name.</summary>
internal sealed class LakeReading : IAsyncDisposable
{
    private readonly TemporaryWork _work = new();
    private readonly DuckDbEngine _engine;

    private LakeReading(string lake) => _engine = new DuckDbEngine(new DuckDbOptions(_work.Folder, [lake]));

    public IEngine Engine => _engine;

    public static async Task<LakeReading> OpenAsync(string lake, TimeProvider time, CancellationToken cancel)
    {
        var store = ParquetTableStore.Open(lake, time);
        var reading = new LakeReading(store.Folder);
        foreach (var table in store.Tables())
        {
            await reading._engine.AttachAsync(table.Name, table.Folder, cancel);
        }

        return reading;
    }

    /// <summary>Columns and rows of a query of the user's.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.QueryFailed"/>, with the engine's words about the text (never about rows).</exception>
    public async Task<(IReadOnlyList<Column> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows)> QueryAsync(string sql, CancellationToken cancel)
    {
        try
        {
            var shape = await _engine.DescribeRowsAsync(sql, cancel);
            return (shape.Columns, _engine.QueryAsync(sql, cancel));
        }
        catch (MetricCareException failed) when (failed.Code == ExitCode.ModelFailed)
        {
            throw new MetricCareException(ExitCode.QueryFailed, failed.Message, failed.Next ?? "`metriccare query \"show all tables\"` lists what there is.", failed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _work.Dispose();
    }
}
