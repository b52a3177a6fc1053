using MetricCare.Core.Engines;
using MetricCare.Engines.Contract;

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
}

/// <summary>The same with the rows of small relations in the driver.</summary>
public sealed class SparkEngineOfFewRowsTests(SparkJvm jvm) : SparkEngineTests(jvm)
{
    protected override SparkEngineOptions Options(string folder) => base.Options(folder) with { RowsInDriver = SparkEngineOptions.FewRows };
}
