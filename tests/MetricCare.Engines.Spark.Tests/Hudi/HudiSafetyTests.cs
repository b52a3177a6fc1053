using MetricCare.Core.Errors;
using MetricCare.Engines.Spark.Hudi;

namespace MetricCare.Engines.Spark.Tests.Hudi;

/// <summary>What others do to a table, what a killed run leaves, values and columns that are hard to keep: nothing is lost, nothing is half written.</summary>
public sealed class HudiSafetyTests(SparkJvm jvm) : HudiLake(jvm)
{
    private const string Hard = """
        timestamp '1583-01-02 03:04:05.678901' as t1, timestamp '1850-06-01 00:00:00.5' as t2, timestamp '0001-01-01 00:00:00' as t3, date '1500-02-03' as d1, date '0001-01-01' as d2,
        array('x', cast(null as string)) as l, array(named_struct('p', 1, 'q', 'z'), cast(null as struct<p: int, q: string>)) as ls, named_struct('p', 1, 'q', array('y', cast(null as string))) as s
        """;

    private const string HardRow =
        "1583-01-02T03:04:05.678901Z | 1850-06-01T00:00:00.5Z | 0001-01-01T00:00:00Z | 1500-02-03 | 0001-01-01 | ['x', null] | [{p: 1, q: 'z'}, null] | {p: 1, q: ['y', null]}";

    [Fact]
    public async Task A_table_that_changed_its_kind_during_the_run_is_refused_before_any_table_is_committed()
    {
        await RunAsync("select 'a' as stay_id, 1 as n");
        await using var run = await Store().BeginAsync("run-2", Cancel);
        await Engine.BuildAsync(Stays, "select 'a' as stay_id, 2 as n", run.FolderFor(Stays), Cancel);
        await Engine.BuildAsync(Runs, "select 'r2' as run_id", run.FolderFor(Runs), Cancel);
        Directory.CreateDirectory(Path.Combine(Table, ".hoodie", "metadata"));
        await File.WriteAllTextAsync(Path.Combine(Table, ".hoodie", "metadata", "x"), string.Empty, Cancel);

        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => run.PublishAsync(Cancel));
        Assert.Equal(ExitCode.NotALake, refusal.Code);
        Assert.Single(Commits());
        Assert.False(Directory.Exists(Path.Combine(Lake, "ops", "runs")));
    }

    [Fact]
    public async Task A_table_that_somebody_registered_in_a_catalog_is_in_UTC_again_after_the_next_run()
    {
        await RunAsync("select 'a' as stay_id, 1 as n");
        Session().Invoke("sql", $"create table registered_stays using hudi location '{Table}'");
        try
        {
            Assert.DoesNotContain("timezone=UTC", await PropertiesAsync(), StringComparison.Ordinal);
            await RunAsync("select 'a' as stay_id, 2 as n");

            Assert.Equal(["'a' | 2"], await RowsAsync(Stays));
            Assert.Contains("hoodie.table.timeline.timezone=UTC\n", await PropertiesAsync(), StringComparison.Ordinal);
        }
        finally
        {
            Session().Invoke("sql", "drop table registered_stays");
        }
    }

    [Fact]
    public async Task A_first_write_that_was_killed_is_begun_again()
    {
        await RunAsync("select 'a' as stay_id, 1 as n union all select 'b', 2");
        var commit = Assert.Single(Directory.EnumerateFiles(Path.Combine(Table, ".hoodie"), "*.commit"));
        File.Delete(commit);
        Assert.DoesNotContain(Store().Tables(), table => table.Name == Stays);
        await RunAsync("select 'a' as stay_id, 1 as n");

        Assert.Equal(["'a' | 1"], await RowsAsync(Stays));
        Assert.Single(Commits());
        Assert.Single(Directory.EnumerateFiles(Table, "*.parquet"));
    }

    [Fact]
    public async Task A_later_write_that_was_killed_is_not_seen_and_the_next_run_takes_it_back()
    {
        await RunAsync("select 'a' as stay_id, 1 as n");
        await RunAsync("select 'a' as stay_id, 2 as n");
        File.Delete(Path.Combine(Table, ".hoodie", Commits()[^1] + ".commit"));
        Assert.Equal(["'a' | 1"], await RowsAsync(Stays));
        await RunAsync("select 'a' as stay_id, 3 as n union all select 'b', 4");

        Assert.Equal(["'a' | 3", "'b' | 4"], await RowsAsync(Stays));
        // Hudi's own list of what was begun and not finished is what blocks later writes.
        Assert.DoesNotContain(HudiTimeline.Instants(Table).GroupBy(instant => instant.Time), begun => !begun.Any(instant => instant.IsCompleted));
    }

    [Fact]
    public async Task Old_days_and_instants_and_lists_with_holes_survive_the_first_write_and_the_merges()
    {
        await RunAsync($"select 'a' as stay_id, {Hard}");
        Assert.Equal(["'a' | " + HardRow], await RowsAsync(Stays));
        await RunAsync($"select 'a' as stay_id, {Hard} union all select 'b', {Hard}");
        Assert.Equal(["'a' | " + HardRow, "'b' | " + HardRow], await RowsAsync(Stays));
        Assert.Equal(2, Commits().Count);
        await RunAsync($"select 'b' as stay_id, {Hard} union all select 'c', {Hard}");

        Assert.Equal(["'b' | " + HardRow, "'c' | " + HardRow], await RowsAsync(Stays));
        Assert.Equal(3, Commits().Count);
        await RunAsync($"select 'b' as stay_id, {Hard} union all select 'c', {Hard}");
        Assert.Equal(3, Commits().Count);
    }

    [Theory]
    [InlineData("'1' as n")]
    [InlineData("cast(1 as double) as n")]
    [InlineData("cast(1 as decimal(38,0)) as n")]
    [InlineData("date '2024-01-01' as n")]
    [InlineData("array(1) as n")]
    public async Task A_column_of_another_type_is_refused_and_the_table_stays(string changed)
    {
        await RunAsync("select 'a' as stay_id, 1 as n");
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RunAsync($"select 'a' as stay_id, {changed}"));

        Assert.Equal(ExitCode.NotALake, refusal.Code);
        Assert.Contains("silver.stays", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("has other types than its contract for n;", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["'a' | 1"], await RowsAsync(Stays));
        Assert.Single(Commits());
    }

    [Fact]
    public async Task A_field_of_another_type_is_refused_too()
    {
        await RunAsync("select 'a' as stay_id, array(named_struct('p', 1, 'q', 'x')) as n");
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RunAsync("select 'a' as stay_id, array(named_struct('p', '1', 'q', 'x')) as n"));
        Assert.Contains("for n;", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_that_come_go_and_are_widened_write_the_table_anew()
    {
        await RunAsync("select 'a' as stay_id, cast(1 as int) as n, 'x' as gone union all select 'b', 2, 'y'");
        await RunAsync("select 'a' as stay_id, cast(5000000000 as bigint) as n, date '2024-01-01' as come union all select 'b', cast(2 as bigint), date '2024-01-02'");
        Assert.Equal(["'a' | 5000000000L | 2024-01-01", "'b' | 2L | 2024-01-02"], await RowsAsync(Stays));

        await RunAsync("select 'a' as stay_id, cast(5000000000 as bigint) as n, date '2024-01-01' as come union all select 'b', cast(3 as bigint), date '2024-01-02'");
        Assert.Equal(["'a' | 5000000000L | 2024-01-01", "'b' | 3L | 2024-01-02"], await RowsAsync(Stays));
        Assert.Equal(3, Commits().Count);
    }

    [Theory]
    [InlineData("cast(null as string)")]
    [InlineData("''")]
    public async Task A_row_without_a_key_is_refused_and_the_table_stays(string key)
    {
        await RunAsync("select 'a' as stay_id, 'secret' as n");
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RunAsync($"select {key} as stay_id, 'secret' as n union all select 'b', 'secret'"));

        Assert.Equal(ExitCode.RuleBroken, refusal.Code);
        Assert.Equal("silver.stays: a row has no key, so the table was not written.", refusal.Message);
        Assert.Equal(["'a' | 'secret'"], await RowsAsync(Stays));
    }

    [Fact]
    public async Task A_first_write_with_a_row_without_a_key_leaves_nothing_in_the_way()
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RunAsync("select cast(null as string) as stay_id, 1 as n"));
        Assert.Equal(ExitCode.RuleBroken, refusal.Code);
        Assert.DoesNotContain(Store().Tables(), table => table.Name == Stays);
        await RunAsync("select 'a' as stay_id, 1 as n");

        Assert.Equal(["'a' | 1"], await RowsAsync(Stays));
    }

    private Task<string> PropertiesAsync() => File.ReadAllTextAsync(Path.Combine(Table, ".hoodie", "hoodie.properties"), Cancel);
}
