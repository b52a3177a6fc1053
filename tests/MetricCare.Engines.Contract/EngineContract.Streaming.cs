using System.Diagnostics;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Contract;

public abstract partial class EngineContract
{
    /// <summary>A query that would run for hours.</summary>
    protected string Endless => $"select sum(a.id * b.id % 7) as n from ({Numbers(10_000_000)}) a cross join ({Numbers(10_000_000)}) b";

    [Fact]
    public async Task An_error_in_mid_stream_is_not_the_end_of_the_rows()
    {
        const int last = 3_000_000;
        var rows = 0L;
        var refusal = await RefusesAsync(ExitCode.QueryFailed, async () =>
        {
            await foreach (var row in Engine.QueryAsync($"select case when id = {last} then {FailWith("Mrs-Secret")} else 'x' end as a from ({Numbers(last * 2)}) t", Cancel))
            {
                Assert.Equal("x", row[0]);
                rows++;
            }
        });

        Assert.InRange(rows, 1, last);
        Assert.DoesNotContain("Mrs-Secret", refusal.Message.Split(" At: ")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancel_in_mid_stream_is_not_the_end_of_the_rows()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var rows = 0L;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in Engine.QueryAsync($"select id, 'x' as a from ({Numbers(1_000_000_000)}) t", cancel.Token))
            {
                if (++rows == 50 * 2048)
                {
                    await cancel.CancelAsync();
                }
            }
        });

        Assert.InRange(rows, 50 * 2048, 10_000_000);
        Assert.Equal(["1"], await RowsAsync("select 1 as a"));
    }

    [Fact]
    public async Task A_stream_may_be_left_early()
    {
        await foreach (var row in Engine.QueryAsync(Numbers(1_000_000_000), Cancel))
        {
            Assert.Equal(0L, row[0]);
            break;
        }

        Assert.Equal(["1"], await RowsAsync("select 1 as a"));
    }

    [Fact]
    public async Task Two_streams_run_side_by_side()
    {
        await using var first = Engine.QueryAsync(Numbers(100_000), Cancel).GetAsyncEnumerator(Cancel);
        await using var second = Engine.QueryAsync(Numbers(100_000), Cancel).GetAsyncEnumerator(Cancel);
        var rows = 0;
        while (await first.MoveNextAsync())
        {
            Assert.True(await second.MoveNextAsync());
            Assert.Equal(first.Current[0], second.Current[0]);
            rows++;
        }

        Assert.False(await second.MoveNextAsync());
        Assert.Equal(100_000, rows);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("build")]
    [InlineData("build to a folder")]
    public async Task A_cancel_is_heard_within_two_seconds(string work)
    {
        await Engine.BuildAsync(Made, "select 1 as a", null, Cancel);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task running = work switch
        {
            "query" => Engine.QueryAsync(Endless, cancel.Token).GetAsyncEnumerator(CancellationToken.None).MoveNextAsync().AsTask(),
            "build" => Engine.BuildAsync(Made, $"select cast(n as bigint) as n from ({Endless}) t", null, cancel.Token),
            _ => Engine.BuildAsync(Made, $"select cast(n as bigint) as n from ({Endless}) t", PlaceFor("table"), cancel.Token),
        };
        await Task.Delay(300, Cancel);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
        Assert.Equal(["1"], await RowsAsync("select * from gold.made"));
    }

    [Fact]
    public async Task A_cancel_ends_a_load()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var rows = Enumerable.Range(0, int.MaxValue).Select(n =>
        {
            if (n == 10_000)
            {
                cancel.Cancel();
            }

            return new object?[] { n };
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine.LoadAsync(Given, Shape(("n", ColumnType.Int)), rows, cancel.Token));

        await RefusesAsync(ExitCode.QueryFailed, () => RowsAsync("select * from silver.given"));
    }

    [Fact]
    public async Task Work_that_is_cancelled_before_it_begins_does_nothing()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine.BuildAsync(Made, "select 1 as a", null, cancel.Token));

        await RefusesAsync(ExitCode.QueryFailed, () => RowsAsync("select * from gold.made"));
    }

    [Fact]
    public async Task Rows_come_in_the_order_that_the_query_asks_for()
    {
        await Engine.BuildAsync(Given, $"select id, id % 1000 as k from ({Numbers(200_000)}) t", PlaceFor("given"), Cancel);

        var rows = new List<(long K, long Id)>();
        await foreach (var row in Engine.QueryAsync("select k, id from silver.given order by k desc, id", Cancel))
        {
            rows.Add(((long)row[0]!, (long)row[1]!));
        }

        Assert.Equal(200_000, rows.Count);
        Assert.Equal(rows.OrderByDescending(row => row.K).ThenBy(row => row.Id), rows);
    }

    [Fact]
    public async Task Progress_can_be_read_while_a_statement_runs_and_is_nothing_when_none_does()
    {
        Assert.Null(Engine.Progress);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Engine.BuildAsync(Made, $"select cast(n as bigint) as n from ({Endless}) t", null, cancel.Token);
        await Task.Delay(300, Cancel);

        Assert.InRange(Engine.Progress ?? 0, 0, 1);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
