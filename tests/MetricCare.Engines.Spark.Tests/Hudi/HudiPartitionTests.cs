using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.Spark.Hudi;

namespace MetricCare.Engines.Spark.Tests.Hudi;

/// <summary>Tables in folders of one column: it is no part of a row's identity.</summary>
public sealed class HudiPartitionTests(SparkJvm jvm) : HudiLake(jvm)
{
    private string? _partition = "month";

    protected override HudiTable TableOf(RelationName name) => base.TableOf(name) with { Partition = _partition };

    [Fact]
    public async Task Rows_lie_in_folders_and_are_read_as_they_were_given()
    {
        await RunAsync("select 'a' as stay_id, '01' as month, 1 as n union all select 'b', '2024-02', 2");

        Assert.Equal(["'01' | 1 | 'a'", "'2024-02' | 2 | 'b'"], (await NamedAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(["month=01", "month=2024-02"], Directory.EnumerateDirectories(Table, "month=*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_row_that_changes_its_partition_moves_in_one_commit_and_others_stay()
    {
        await RunAsync("select 'a' as stay_id, '01' as month, 1 as n union all select 'b', '01', 2 union all select 'c', '02', 3");
        var first = Assert.Single(Commits());
        await RunAsync("select 'a' as stay_id, '02' as month, 1 as n union all select 'b', '01', 2 union all select 'c', '02', 4");

        var second = Assert.Single(Commits(), instant => instant != first);
        Assert.Equal(["'02' | 1 | 'a'", "'01' | 2 | 'b'", "'02' | 4 | 'c'"], await NamedAsync());
        Assert.Equal([$"'{second}' | 'month=02'", $"'{first}' | 'month=01'", $"'{second}' | 'month=02'"], await RawAsync("_hoodie_commit_time, _hoodie_partition_path"));

        await RunAsync("select 'a' as stay_id, '02' as month, 1 as n union all select 'b', '01', 2 union all select 'c', '02', 4");
        Assert.Equal(2, Commits().Count);
    }

    [Fact]
    public async Task A_row_that_is_gone_takes_its_partition_along()
    {
        await RunAsync("select 'a' as stay_id, '01' as month, 1 as n union all select 'b', '02', 2");
        await RunAsync("select 'b' as stay_id, '02' as month, 2 as n");

        Assert.Equal(["'02' | 2 | 'b'"], await NamedAsync());
    }

    [Theory]
    [InlineData("cast(null as string)")]
    [InlineData("''")]
    [InlineData("'a/b'")]
    public async Task A_partition_that_can_be_no_folder_is_refused(string month)
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RunAsync($"select 'a' as stay_id, {month} as month, 1 as n"));
        Assert.Equal(ExitCode.RuleBroken, refusal.Code);
        Assert.StartsWith("silver.stays: the partition of a row is empty", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_another_partition_is_refused_and_stays()
    {
        await RunAsync("select 'a' as stay_id, '01' as month, 1 as n");
        _partition = null;
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => RunAsync("select 'a' as stay_id, '01' as month, 2 as n"));

        Assert.Equal(ExitCode.NotALake, refusal.Code);
        Assert.Contains("is partitioned by month, its contract says no partition", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["'01' | 1 | 'a'"], await NamedAsync());
    }

    private Task<List<string>> NamedAsync() => RawAsync("month, n, stay_id");
}
