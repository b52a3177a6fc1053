using MetricCare.Core.Engines;
using MetricCare.Engines.Contract;

namespace MetricCare.Engines.Spark.Tests;

/// <summary>What every engine promises, kept by Spark.</summary>
public sealed class SparkEngineTests(SparkJvm jvm) : EngineContract
{
    // Few rows per task, so that rows arrive long before the last is computed.
    private const long RowsPerTask = 1_000_000;

    protected override Task<IEngine> OpenAsync(string folder)
    {
        jvm.Require();
        return Task.FromResult<IEngine>(new SparkEngine(new SparkEngineOptions(Path.Combine(folder, "work"))));
    }

    protected override string Numbers(long count) => $"select id from range(0, {count}, 1, {Math.Clamp(count / RowsPerTask, 2, 1000)})";

    protected override string FailWith(string words) => $"raise_error('{words}')";
}
