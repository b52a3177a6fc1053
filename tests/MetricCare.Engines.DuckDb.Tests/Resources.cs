using System.Diagnostics;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>Memory, spill and disk at their limits.</summary>
public sealed class Resources : OpenEngine
{
    private static readonly RelationName Made = new(Layer.Gold, "made");

    protected override DuckDbOptions Options => base.Options with { MemoryLimit = 120_000_000 };

    [Fact]
    public async Task A_sort_larger_than_the_memory_limit_spills_into_the_work_folder()
    {
        var result = await Engine.BuildAsync(
            Made, "select range::bigint as n, md5(range::varchar) as h, md5((range + 1)::varchar) as g from range(3000000) order by h", Path.Combine(Folder, "lake", "made"), Cancel);

        Assert.Equal(3_000_000, result.Rows);
        Assert.Equal(["true"], await RowsAsync("select bool_and(p is null or p <= h) from (select h, lag(h) over () as p from gold.made)"));
        Assert.Equal([Path.Combine(Folder, "work", "spill")], Directory.EnumerateDirectories(Path.Combine(Folder, "work")));
    }

    [Fact]
    public async Task A_statement_that_finds_no_room_says_so()
    {
        await using var engine = new DuckDbEngine(Options with { SpillLimit = 1_000_000 });

        var refusal = await Assert.ThrowsAsync<MetricCareException>(
            () => engine.BuildAsync(Made, "select range::bigint as n, md5(range::varchar) as h from range(5000000) order by h", null, Cancel));

        Assert.Equal((ExitCode.ModelFailed, "gold.made: DuckDB ran out of memory or of room for spilling."), (refusal.Code, refusal.Message));
        Assert.NotNull(refusal.Next);
    }

    [Fact]
    public async Task Rows_stream_without_being_held_in_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long rows = 0, most = 0;
        await foreach (var row in Engine.QueryAsync("select range as n, repeat('x', 500) as s from range(2000000)", Cancel))
        {
            if (++rows % 200_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        // All rows together are 2 GB of text.
        Assert.Equal(2_000_000, rows);
        Assert.InRange(most, long.MinValue, 50_000_000);
    }

    [Fact]
    public async Task Progress_grows_while_a_long_statement_runs()
    {
        await Engine.BuildAsync(Made, "select range::bigint as n, md5(range::varchar) as h from range(1000000)", Path.Combine(Folder, "lake", "made"), Cancel);
        var running = Engine.BuildAsync(new RelationName(Layer.Gold, "other"), "select max(sha256(sha256(sha256(h)))) as m from gold.made", null, Cancel);
        var seen = new SortedSet<double>();
        while (!running.IsCompleted)
        {
            if (Engine.Progress is { } share)
            {
                Assert.InRange(share, 0, 1);
                seen.Add(share);
            }

            await Task.Delay(10, Cancel);
        }

        await running;
        Assert.True(seen.Count > 2, $"Seen: {string.Join(", ", seen)}");
        Assert.Null(Engine.Progress);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_that_says_so_and_the_relation_stays()
    {
        var disk = Path.Combine(Folder, "lake");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(await TryAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk), "A small disk cannot be mounted here.");
        try
        {
            await Engine.BuildAsync(Made, "select 1 as a", Path.Combine(disk, "v1"), Cancel);

            var refusal = await Assert.ThrowsAsync<MetricCareException>(
                () => Engine.BuildAsync(Made, "select md5(range::varchar) as a from range(3000000)", Path.Combine(disk, "v2"), Cancel));

            Assert.Equal((ExitCode.StorageFailed, "gold.made: the disk is full."), (refusal.Code, refusal.Message));
            Assert.Equal(["1"], await RowsAsync("select * from gold.made"));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(disk, "v2")));
        }
        finally
        {
            await TryAsync("umount", disk);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100_000_000L)]
    [InlineData(long.MaxValue)]
    public void The_memory_limit_is_what_was_asked_for_but_never_more_than_three_quarters_of_the_machine(long? asked)
    {
        var limit = (Options with { MemoryLimit = asked }).EffectiveMemoryLimit;
        var most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

        Assert.Equal(asked == 100_000_000 ? 100_000_000 : most, limit);
    }

    private static async Task<bool> TryAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            await process!.WaitForExitAsync(Cancel);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
