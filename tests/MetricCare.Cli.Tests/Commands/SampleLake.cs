using MetricCare.Cli.Output;
using MetricCare.Cli.Runs;
using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Tests.Commands;

/// <summary>A lake made by two runs of the whole command over the sample data.</summary>
public sealed class SampleLake : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();

    public string Lake => Path.Combine(_folder.Path, "lake");

    internal CommandLine First { get; private set; } = null!;

    /// <summary>Rows of every table after the first run, in order, without the columns that name the run.</summary>
    internal IReadOnlyDictionary<string, string> FirstTables { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        First = await CommandLine.RunAsync("run", Repository.SampleData, "--lake", Lake);
        FirstTables = await TablesAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Every data table as sorted CSV.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> TablesAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var reading = await LakeReading.OpenAsync(Lake, TimeProvider.System, cancel);
        var (_, names) = await reading.QueryAsync("select schema_name || '.' || view_name as name from duckdb_views() where schema_name in ('bronze', 'silver', 'gold', 'report') order by name", cancel);
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (await names.ToListAsync(cancel)).Select(row => (string)row[0]!))
        {
            var (columns, rows) = await reading.QueryAsync($"select * from {name} order by all", cancel);
            using var text = new StringWriter();
            await RowWriter.WriteAsync(columns, rows, RowFormat.Csv, new Terminal(text, TextWriter.Null, IsInteractive: false, UsesColour: false, 80), cancel);
            tables[name] = text.ToString();
        }

        return tables;
    }
}
