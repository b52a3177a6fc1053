using MetricCare.Core.Engines;
using MetricCare.Engines.Contract;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Tests;

/// <summary>What every engine promises, kept by Spark with its relations in files, which any number of executors read.</summary>
public class SparkEngineTests(SparkJvm jvm) : EngineContract
{
    // Few rows per task, so that rows arrive long before the last is computed.
    private const long RowsPerTask = 1_000_000;

    protected virtual SparkEngineOptions Options(string folder) => new(Path.Combine(folder, "work"));

    protected sealed override Task<IEngine> OpenAsync(string folder)
    {
        jvm.Require();
        return Task.FromResult<IEngine>(new SparkEngine(Options(folder)));
    }

    protected sealed override string Numbers(long count) => $"select id from range(0, {count}, 1, {Math.Clamp(count / RowsPerTask, 2, 1000)})";

    protected sealed override string FailWith(string words) => $"raise_error('{words}')";

    [Fact]
    public async Task A_query_that_is_cancelled_at_any_moment_leaves_no_job_behind()
    {
        var before = JobScope.Last;
        for (var milliseconds = 1; milliseconds < 500; milliseconds += 60)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in Engine.QueryAsync(Endless, cancel.Token))
                {
                }
            });
        }

        var groups = Enumerable.Range(1, (int)(JobScope.Last - before)).Select(number => $"{JobScope.Prefix}{before + number}").ToList();
        for (var waited = 0; Running(groups).Count > 0; waited++)
        {
            Assert.InRange(waited, 0, 100);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }

    // Those of tests beside this one end by themselves.
    private static List<object?> Running(IEnumerable<string> groups)
    {
        var tracker = Jvm.StaticReference("org.apache.spark.sql.SparkSession", "active").Call("sparkContext").Call("statusTracker");
        return [.. groups.SelectMany(group => tracker.Call("getJobIdsForGroup", group).Items())
            .Where(job => tracker.Call("getJobInfo", job).OptionValue() is JvmObjectReference info && info.Call("status").Invoke("toString") is "RUNNING")];
    }
}

/// <summary>The same with the rows of small relations in the driver.</summary>
public sealed class SparkEngineOfFewRowsTests(SparkJvm jvm) : SparkEngineTests(jvm)
{
    protected override SparkEngineOptions Options(string folder) => base.Options(folder) with { RowsInDriver = SparkEngineOptions.FewRows };
}
