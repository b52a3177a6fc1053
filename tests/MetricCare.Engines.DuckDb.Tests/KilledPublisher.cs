using System.Diagnostics;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Stores;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>Another process writes the lake and is killed, as by <c>kill -9</c> or the end of memory.</summary>
public sealed class KilledPublisher : OpenEngine
{
    private const int Kills = 15;
    private const int RowsPerTable = 5000;

    private string Lake => Path.Combine(Folder, "lake");

    private static Process Start(string mode, string lake)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "MetricCare.Engines.DuckDb.Publisher.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, mode, lake]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet was not started.");
    }

    [Fact]
    public async Task Every_table_can_be_read_after_a_kill_at_any_moment()
    {
        var random = new Random(20241124);
        var published = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var child = Start("publish", Lake))
            {
                try
                {
                    // Some are killed while they start, most while they publish.
                    if (kill % 5 != 0)
                    {
                        Assert.Equal("0", await child.StandardOutput.ReadLineAsync(Cancel));
                    }

                    await Task.Delay(random.Next(0, 250), Cancel);
                }
                finally
                {
                    child.Kill();
                }

                await child.WaitForExitAsync(Cancel);
            }

            published = await CheckTablesAsync(published);
        }

        Assert.True(published > 0);

        // What the dead have left behind is gone after the next run, and that run is not kept waiting.
        await using (await ParquetTableStore.OpenOrCreate(Lake, TimeProvider.System).BeginAsync("tidy", Cancel))
        {
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Lake, ".metriccare", "tmp")));
        Assert.All(
            Directory.EnumerateDirectories(Lake, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.Hidden })
                .Where(folder => File.Exists(Path.Combine(folder, "_current"))),
            table => Assert.InRange(Directory.EnumerateDirectories(table).Count(), 1, 2));
    }

    /// <summary>Reads all tables with DuckDB and with Parquet.Net; gives how many there are.</summary>
    private async Task<int> CheckTablesAsync(int before)
    {
        if (!Directory.Exists(Lake) || !File.Exists(Path.Combine(Lake, ".metriccare", "lake.json")))
        {
            Assert.Equal(0, before);
            return 0;
        }

        var tables = ParquetTableStore.Open(Lake, TimeProvider.System).Tables();
        Assert.InRange(tables.Count, before, 3);
        var versions = new List<string>();
        foreach (var table in tables)
        {
            await Engine.AttachAsync(table.Name, table.Folder, Cancel);
            Assert.Equal([$"{RowsPerTable}L | {RowsPerTable}L | 1L"], await RowsAsync($"select count(*), count(distinct n), count(distinct run) from {table.Name}"));

            var rows = await ParquetRows.ReadAsync(Assert.Single(Directory.EnumerateFiles(table.Folder)), Cancel);
            Assert.Equal(Enumerable.Range(0, RowsPerTable), rows.Select(row => int.Parse(row[..row.IndexOf('L', StringComparison.Ordinal)])).Order());
            versions.Add(table.Version);
        }

        // A table is never ahead of those that it was made of.
        Assert.Equal(versions.OrderDescending(StringComparer.Ordinal), versions);
        return tables.Count;
    }

    [Fact]
    public async Task A_second_writer_is_told_who_holds_the_lake_and_may_write_once_that_is_dead()
    {
        using var child = Start("hold", Lake);
        try
        {
            Assert.Equal("holding", await child.StandardOutput.ReadLineAsync(Cancel));
            var store = ParquetTableStore.OpenOrCreate(Lake, TimeProvider.System);

            var refusal = await Assert.ThrowsAsync<MetricCareException>(() => store.BeginAsync("second", Cancel));

            Assert.Equal(ExitCode.LakeBusy, refusal.Code);
            Assert.Matches($@"^The lake is being written by process {child.Id} since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(run holder\)\.$", refusal.Message);
            Assert.True(Directory.Exists(Path.Combine(Lake, ".metriccare", "tmp", "holder")));
        }
        finally
        {
            child.Kill();
        }

        await child.WaitForExitAsync(Cancel);
        await using var run = await ParquetTableStore.OpenOrCreate(Lake, TimeProvider.System).BeginAsync("third", Cancel);
        Assert.Equal([run.WorkFolder], Directory.EnumerateDirectories(Path.Combine(Lake, ".metriccare", "tmp")));
    }
}
