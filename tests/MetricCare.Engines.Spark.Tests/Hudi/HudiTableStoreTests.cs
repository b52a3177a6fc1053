using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Stores;
using MetricCare.Engines.Spark.Hudi;

namespace MetricCare.Engines.Spark.Tests.Hudi;

/// <summary>Hudi tables written by Hudi itself: what a run brings is what a reader finds, and rows that are the same are not written again.</summary>
public sealed class HudiTableStoreTests(SparkJvm jvm) : HudiLake(jvm)
{
    [Fact]
    public async Task A_first_run_makes_the_table_and_its_values_survive()
    {
        const string everything = """
            select 'a|b' as stay_id, cast(1 as int) as n, cast(2 as bigint) as l, cast(1.5 as double) as x, cast(12345.6789 as decimal(38,9)) as m,
                date '1850-02-03' as d, timestamp '2024-02-29 23:59:59.123456' as t, true as b, array('x', 'y') as tags, named_struct('p', 1, 'q', 'z') as s, cast(null as string) as nothing
            """;
        await RunAsync(everything);

        Assert.Equal(
            ["'a|b' | 1 | 2L | 1.5d | 12345.678900000m | 1850-02-03 | 2024-02-29T23:59:59.123456Z | true | ['x', 'y'] | {p: 1, q: 'z'} | null"],
            await RowsAsync(Stays));
        var properties = await File.ReadAllTextAsync(Path.Combine(Lake, "silver", "stays", ".hoodie", "hoodie.properties"), Cancel);
        Assert.Contains("hoodie.table.version=6\n", properties, StringComparison.Ordinal);
        Assert.Contains("hoodie.table.recordkey.fields=record_key\n", properties, StringComparison.Ordinal);
        Assert.Contains("hoodie.table.precombine.field=record_key\n", properties, StringComparison.Ordinal);
        Assert.Contains("hoodie.table.timeline.timezone=UTC\n", properties, StringComparison.Ordinal);
        Assert.DoesNotContain("hoodie.table.metadata.partitions=files", properties, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Lake, "silver", "stays", ".hoodie", "metadata")));
        Assert.Equal([@"'a\|b'"], await RawAsync("record_key"));
    }

    [Fact]
    public async Task The_same_rows_again_are_no_commit()
    {
        await RunAsync("select 'a' as stay_id, 1 as n union all select 'b', 2");
        var before = Commits();
        await RunAsync("select 'b' as stay_id, 2 as n union all select 'a', 1");

        Assert.Equal(before, Commits());
        Assert.Equal(["'a' | 1", "'b' | 2"], await RowsAsync(Stays));
    }

    [Fact]
    public async Task Only_rows_that_differ_are_written()
    {
        await RunAsync("select 'a' as stay_id, 1 as n union all select 'b', 2");
        var first = Assert.Single(Commits());
        await RunAsync("select 'a' as stay_id, 1 as n union all select 'b', 3 union all select 'c', 4");

        var second = Assert.Single(Commits(), instant => instant != first);
        Assert.Equal(["'a' | 1", "'b' | 3", "'c' | 4"], await RowsAsync(Stays));
        Assert.Equal([$"'{first}' | 'a'", $"'{second}' | 'b'", $"'{second}' | 'c'"], await RawAsync("_hoodie_commit_time, record_key"));
    }

    [Fact]
    public async Task A_row_that_is_gone_is_gone_and_the_commit_is_one()
    {
        await RunAsync("select 'a' as stay_id, 1 as n union all select 'b', 2");
        await RunAsync("select 'b' as stay_id, 5 as n");

        Assert.Equal(["'b' | 5"], await RowsAsync(Stays));
        Assert.Equal(2, Commits().Count);
    }

    [Fact]
    public async Task A_table_without_rows_is_there_and_can_be_filled_later()
    {
        await RunAsync("select 'a' as stay_id, 1 as n where 1 = 0");
        Assert.Equal([], await RowsAsync(Stays));
        await RunAsync("select 'a' as stay_id, 1 as n");

        Assert.Equal(["'a' | 1"], await RowsAsync(Stays));
    }

    [Fact]
    public async Task A_new_column_is_taken_up()
    {
        await RunAsync("select 'a' as stay_id, 1 as n");
        await RunAsync("select 'a' as stay_id, 1 as n, 'new' as x");

        Assert.Equal(["'a' | 1 | 'new'"], await RowsAsync(Stays));
    }

    [Fact]
    public async Task A_history_keeps_its_rows()
    {
        await RunAsync("select 'r1' as run_id", Runs);
        await RunAsync("select 'r2' as run_id", Runs);

        Assert.Equal(["'r1'", "'r2'"], await RowsAsync(Runs));
    }

    [Fact]
    public async Task The_run_is_named_in_the_commit()
    {
        await RunAsync("select 'a' as stay_id");
        var commit = await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(Lake, "silver", "stays", ".hoodie"), "*.commit").Single(), Cancel);
        Assert.Contains("\"metriccare.run_id\" : \"run-1\"", commit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lake_of_Parquet_is_refused_by_name()
    {
        await using (await ParquetTableStore.OpenOrCreate(Lake, TimeProvider.System).BeginAsync("run-1", Cancel))
        {
        }

        var refusal = Assert.Throws<MetricCareException>(() => HudiTableStore.OpenOrCreate(Lake, TableOf, new StagedFrames(), TimeProvider.System));
        Assert.Equal(ExitCode.NotALake, refusal.Code);
        Assert.Contains("holds Parquet tables, not Hudi", refusal.Message, StringComparison.Ordinal);
    }
}
