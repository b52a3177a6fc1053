using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Contract;

/// <summary>What every engine promises. An engine's test project inherits it and says how the engine is opened.</summary>
public abstract partial class EngineContract : IAsyncLifetime
{
    protected static readonly RelationName Given = new(Layer.Silver, "given");
    protected static readonly RelationName Made = new(Layer.Gold, "made");

    private IEngine? _engine;

    /// <summary>The engine under test, new for each test.</summary>
    protected IEngine Engine => _engine ?? throw new InvalidOperationException("The engine is not open.");

    /// <summary>A folder of this test, which the engine may read and write.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("metriccare-engine-").FullName;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the engine; it may read and write the folder.</summary>
    protected abstract Task<IEngine> OpenAsync(string folder);

    /// <summary>A query of one bigint column <c>id</c>: 0 up to, but not, the count.</summary>
    protected abstract string Numbers(long count);

    /// <summary>An expression that fails when it is computed, with this text in the engine's own message.</summary>
    protected abstract string FailWith(string words);

    public async ValueTask InitializeAsync() => _engine = await OpenAsync(Folder);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

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

    /// <summary>All in one query: to plan one takes an engine longer than to compute an expression.</summary>
    protected async Task AssertValuesAsync(IReadOnlyList<(string Expression, string Value)> cases)
    {
        var columns = cases.Select((each, at) => $"{each.Expression} as x{at}");
        var row = Assert.Single(await Engine.QueryAsync($"select {string.Join(", ", columns)}", Cancel).ToListAsync(Cancel));
        Assert.Equal(cases.Select(each => $"{each.Expression} is {each.Value}"), cases.Zip(row, (each, cell) => $"{each.Expression} is {RowText.Of(cell)}"));
    }

    protected static async Task<MetricCareException> RefusesAsync(ExitCode code, Func<Task> work)
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(work);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }

    protected static RelationShape Shape(params (string Name, ColumnType Type)[] columns) =>
        new([.. columns.Select(column => new Column(column.Name, column.Type))]);

    protected static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    protected static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
