using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Stores;

namespace MetricCare.Core.Tests.Stores;

public sealed class Publishing : LakeTest
{
    [Fact]
    public async Task Tables_appear_when_the_run_publishes_and_not_before()
    {
        await using var run = await Store.BeginAsync("run", Cancel);
        Write(run, Rates, "r");
        Write(run, Stays, "s");
        Assert.Empty(Seen());

        var published = await run.PublishAsync(Cancel);

        Assert.Equal(["silver.stays=s", "gold.rates=r"], Seen());
        Assert.Equal(ParquetTableStore.Open(Lake, Clock).Tables(), published);
        Assert.Equal(Path.Combine(Lake, "silver", "stays", "20241124T101500000-000"), published[0].Folder);
        Assert.Equal("20241124T101500000-000", await File.ReadAllTextAsync(Path.Combine(Lake, "silver", "stays", "_current"), Cancel));
    }

    [Fact]
    public async Task The_folder_of_a_table_is_the_same_each_time_it_is_asked_for()
    {
        await using var run = await Store.BeginAsync("run", Cancel);

        Assert.Equal(run.FolderFor(Stays), run.FolderFor(Stays));
        Assert.True(Directory.Exists(run.FolderFor(Stays)));
    }

    [Fact]
    public async Task A_table_that_a_run_does_not_write_stays_as_it_was()
    {
        await PublishAsync("one", Stays, Rates);
        await PublishAsync("two", Rates);

        Assert.Equal(["silver.stays=one", "gold.rates=two"], Seen());
    }

    [Fact]
    public async Task The_version_before_is_kept_for_readers_and_older_ones_go()
    {
        var names = new List<string>();
        foreach (var text in new[] { "one", "two", "three" })
        {
            names.Add((await PublishAsync(text, Stays))[0].Version);
            Clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(["silver.stays=three"], Seen());
        Assert.Equal(names[1..], Versions(Stays));
        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(Lake, "silver", "stays", names[1], "part-0.parquet"), Cancel));
    }

    [Fact]
    public async Task Versions_sort_even_when_the_clock_stands_still_or_is_set_back()
    {
        var names = new List<string> { (await PublishAsync("one", Stays))[0].Version, (await PublishAsync("two", Rates))[0].Version };
        Clock.Now -= TimeSpan.FromDays(400);
        names.Add((await PublishAsync("three", Stays))[0].Version);
        Clock.Now += TimeSpan.FromDays(800);
        names.Add((await PublishAsync("four", Stays, Rates))[0].Version);

        Assert.Equal(["20241124T101500000-000", "20241124T101500000-001", "20241124T101500000-002", "20251229T101500000-000"], names);
        Assert.Equal(["silver.stays=four", "gold.rates=four"], Seen());
    }

    [Fact]
    public void A_sequence_that_is_used_up_goes_on_in_the_next_millisecond() =>
        Assert.Equal("20241231T235959999-999 20250101T000000000-000", $"20241231T235959999-999 {VersionName.After("20241231T235959999-999", DateTimeOffset.UnixEpoch)}");

    [Fact]
    public async Task A_run_that_ends_without_publishing_leaves_nothing_behind()
    {
        await PublishAsync("one", Stays);
        string work;
        await using (var run = await Store.BeginAsync("run-2", Cancel))
        {
            work = run.WorkFolder;
            await File.WriteAllTextAsync(Path.Combine(work, "stage.ndjson"), "{}", Cancel);
            Write(run, Stays, "two");
            Write(run, Rates, "two");
        }

        Assert.Equal(["silver.stays=one"], Seen());
        Assert.Single(Versions(Stays));
        Assert.Empty(Versions(Rates));
        Assert.False(Directory.Exists(work));
    }

    [Fact]
    public async Task Old_versions_that_a_run_did_not_live_to_remove_go_when_the_next_begins()
    {
        await PublishAsync("one", Stays);
        foreach (var version in new[] { "20240101T000000000-000", "20240101T000000000-001" })
        {
            Directory.CreateDirectory(Path.Combine(Lake, "silver", "stays", version));
        }

        await PublishAsync("two", Rates);

        Assert.Equal(["silver.stays=one", "gold.rates=two"], Seen());
        Assert.Equal(["20240101T000000000-001", "20241124T101500000-000"], Versions(Stays));
    }

    [Fact]
    public async Task The_leftovers_of_a_dead_run_go_when_the_next_begins()
    {
        await PublishAsync("one", Stays);
        foreach (var table in new[] { Stays, Rates })
        {
            Directory.CreateDirectory(Path.Combine(Lake, table.Schema, table.Table, "20991231T235959999-000"));
        }

        var stage = Path.Combine(Lake, ".metriccare", "tmp", "dead", "stage.ndjson");
        Directory.CreateDirectory(Path.GetDirectoryName(stage)!);
        await File.WriteAllTextAsync(stage, "{}", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Lake, "silver", "stays", "_current.new"), "2099", Cancel);

        Assert.Equal(["silver.stays=one"], Seen());
        await PublishAsync("two", Stays);

        Assert.Equal(["silver.stays=two"], Seen());
        Assert.Equal(["20241124T101500000-000", "20241124T101500000-001"], Versions(Stays));
        Assert.Empty(Versions(Rates));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Lake, ".metriccare", "tmp")));
    }

    [Fact]
    public async Task A_table_without_files_stops_the_publication_of_all()
    {
        await PublishAsync("one", Stays, Rates);
        await using var run = await Store.BeginAsync("run", Cancel);
        Write(run, Stays, "two");
        run.FolderFor(Rates);

        var refusal = await RefusesAsync(ExitCode.InternalError, () => run.PublishAsync(Cancel));

        Assert.Equal("Nothing was written for gold.rates; nothing was published.", refusal.Message);
        Assert.Equal(["silver.stays=one", "gold.rates=one"], Seen());
    }

    [Fact]
    public async Task A_cancelled_publication_publishes_nothing()
    {
        await using var run = await Store.BeginAsync("run", Cancel);
        Write(run, Stays, "one");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.PublishAsync(new CancellationToken(canceled: true)));

        Assert.Empty(Seen());
    }

    [Fact]
    public async Task A_run_publishes_once()
    {
        await using var run = await Store.BeginAsync("run", Cancel);
        Write(run, Stays, "one");
        await run.PublishAsync(Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.PublishAsync(Cancel));
        Assert.Throws<InvalidOperationException>(() => run.FolderFor(Rates));
        Assert.Equal(["silver.stays=one"], Seen());
    }

    [Theory]
    [InlineData("20240101T000000000-000")]
    [InlineData("../../gold/rates")]
    [InlineData("")]
    public async Task A_pointer_to_nowhere_is_an_error_that_names_the_table(string pointer)
    {
        await PublishAsync("one", Stays, Rates);
        await File.WriteAllTextAsync(Path.Combine(Lake, "silver", "stays", "_current"), pointer, Cancel);

        var refusal = await RefusesAsync(ExitCode.StorageFailed, () => Task.Run(Seen, Cancel));

        Assert.StartsWith("Table silver.stays cannot be read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_that_are_no_tables_are_left_alone()
    {
        await PublishAsync("one", Stays);
        Directory.CreateDirectory(Path.Combine(Lake, "silver", "not a table", "20991231T235959999-000"));
        Directory.CreateDirectory(Path.Combine(Lake, "notes"));
        await PublishAsync("two", Stays);

        Assert.Equal(["silver.stays=two"], Seen());
        Assert.True(Directory.Exists(Path.Combine(Lake, "silver", "not a table", "20991231T235959999-000")));
        Assert.True(Directory.Exists(Path.Combine(Lake, "notes")));
    }

    [Fact]
    public async Task Readers_find_every_table_while_a_writer_publishes()
    {
        await PublishAsync("start", Stays, Rates);
        using var done = new CancellationTokenSource();
        var reading = Task.Run(
            () =>
            {
                var reads = 0;
                while (!done.IsCancellationRequested)
                {
                    Assert.Equal(2, ParquetTableStore.Open(Lake, TimeProvider.System).Tables().Count);
                    reads++;
                }

                return reads;
            },
            Cancel);
        for (var round = 0; round < 40; round++)
        {
            await PublishAsync("round", Stays, Rates);
        }

        await done.CancelAsync();
        Assert.True(await reading > 0);
    }
}
