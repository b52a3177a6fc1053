using System.Diagnostics;
using Apache.Arrow;
using MetricCare.Spark.Rows;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark.Client.Tests.Rows;

/// <summary>Jobs that fail, connections that break: never fewer rows without an error.</summary>
public sealed class FailureTests(SparkJvm jvm)
{
    private const string Endless = "select max(sha2(string(id), 512)) from range(100000000000)";

    // The first partitions are fine; the last row is not.
    private const string Failing = "select id, if(id = 399999, raise_error('no such value'), 1) as n from range(0, 400000, 1, 4)";

    private JvmObjectReference Session => Spark.Session(jvm);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_job_that_fails_in_its_last_row_is_an_error()
    {
        var failure = Assert.Throws<Exception>(() => ArrowRows.Collect(Session.Sql(Failing)).ToList());
        Assert.Contains("no such value", Assert.IsType<JavaException>(failure.InnerException).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_by_partition_the_good_ones_come_and_then_the_error(bool prefetch)
    {
        var seen = 0;
        var failure = Assert.Throws<Exception>(() =>
        {
            foreach (var row in ArrowRows.ToLocalIterator(Session.Sql(Failing), prefetch))
            {
                Assert.Equal(seen++, row.GetAs<long>(0));
            }
        });
        Assert.Contains("no such value", Assert.IsType<JavaException>(failure.InnerException).Message, StringComparison.Ordinal);
        Assert.Equal(300_000, seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void By_partition_come_the_same_rows_as_at_once(bool prefetch)
    {
        var frame = Session.Sql("select id % 7 as k, count(*) as n, max(id) as last from range(0, 100000, 1, 5) group by 1 order by 1");
        Assert.Equal(Enumerable.Range(0, 7).Select(k => (long)k), ArrowRows.ToLocalIterator(frame, prefetch).Select(row => row.GetAs<long>(0)));
        Assert.Equal(ArrowRows.Collect(frame), ArrowRows.ToLocalIterator(frame, prefetch));
        Assert.Empty(ArrowRows.ToLocalIterator(Session.Sql("select 1 as a where false"), prefetch));
    }

    [Fact]
    public void Who_leaves_early_leaves_nothing_behind()
    {
        var frame = Session.Sql("select id from range(0, 100000, 1, 5)");
        for (var i = 1; i < 4; i++)
        {
            Assert.Equal(Enumerable.Range(0, 10_000 * i).Select(id => (long)id), ArrowRows.ToLocalIterator(frame, false).Take(10_000 * i).Select(row => row.GetAs<long>(0)));
        }

        using (ArrowResult.Open(frame, cancel: Cancel))
        {
        }

        Assert.Equal([0L, 1L], ArrowRows.Take(frame, 2).Select(row => row.GetAs<long>(0)));
    }

    [Fact]
    public void What_Arrow_refuses_is_refused_by_partition_too() =>
        Assert.Throws<NotSupportedException>(() => ArrowRows.ToLocalIterator(Session.Sql("select named_struct('a', 1, 'a', 2) as twins"), false).ToList());

    [Fact]
    public void A_wrong_secret_is_refused_and_not_shown()
    {
        var served = (JvmObjectReference)Session.Sql("select 1").Invoke("collectAsArrowToPython")!;
        var parts = Microsoft.Spark.Interop.Jvm.Items(served);
        var refusal = Assert.Throws<JvmLostException>(() => DataSocket.Open((int)parts[0]!, "feedface00", (JvmObjectReference)parts[2]!, Cancel));
        Assert.DoesNotContain("feedface00", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal([1], ArrowRows.Collect(Session.Sql("select 1")).Select(row => row.GetAs<int>(0)));
    }

    [Fact]
    public async Task A_reading_that_is_cancelled_ends_at_once_and_its_job_through_its_group()
    {
        const string Group = "cancelled-rows";
        var context = (JvmObjectReference)Session.Invoke("sparkContext")!;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var reading = Task.Factory.StartNew(
            () =>
            {
                // The group holds for what this thread asks for.
                context.Invoke("setJobGroup", Group, "a test", true);
                try
                {
                    ArrowResult.Collect(Session.Sql(Endless), source.Token);
                }
                finally
                {
                    context.Invoke("clearJobGroup");
                }
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            Assert.True(await Until(() => Jobs(context, Group).Count > 0));
            var clock = Stopwatch.StartNew();
            await source.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        }
        finally
        {
            context.Invoke("cancelJobGroup", Group);
        }

        Assert.True(await Until(() => Jobs(context, Group).All(status => status != "RUNNING")));
    }

    [Fact]
    public async Task A_JVM_that_is_killed_in_the_middle_is_lost()
    {
        jvm.Require();
        using var gateway = SparkJvm.Start(isCurrent: false);
        var session = Spark.Session(gateway.Bridge);
        using var result = ArrowResult.Open(session.Sql("select id, repeat('x', 1000) as text from range(0, 400000, 1, 4)"), cancel: Cancel);
        using var batches = result.Batches().GetEnumerator();
        Assert.True(batches.MoveNext());
        var collect = Task.Run(() => ArrowResult.Collect(session.Sql(Endless), Cancel), Cancel);
        await Task.Delay(1500, Cancel);
        Assert.False(collect.IsCompleted);
        Process.GetProcessById(gateway.ProcessId).Kill();
        await Assert.ThrowsAsync<JvmLostException>(() => collect);
        Assert.Throws<JvmLostException>(() =>
        {
            while (batches.MoveNext())
            {
                batches.Current.Dispose();
            }
        });
    }

    [Fact]
    public void Rows_are_read_once()
    {
        using var result = ArrowResult.Collect(Session.Sql("select 1"), Cancel);
        Assert.Equal(1, Assert.Single(result.Batches()).Length);
        Assert.Throws<InvalidOperationException>(result.Batches);
    }

    private static List<string> Jobs(JvmObjectReference context, string group)
    {
        var tracker = (JvmObjectReference)context.Invoke("statusTracker")!;
        var jobs = Microsoft.Spark.Interop.Jvm.Items((JvmObjectReference)tracker.Invoke("getJobIdsForGroup", group)!);
        return [.. jobs.Select(job => Microsoft.Spark.Interop.Jvm.OptionValue((JvmObjectReference)tracker.Invoke("getJobInfo", job)!) is JvmObjectReference info
            ? (string)((JvmObjectReference)info.Invoke("status")!).Invoke("name")!
            : "GONE")];
    }

    private static async Task<bool> Until(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(50, Cancel))
        {
            if (condition())
            {
                return true;
            }
        }

        return condition();
    }
}
