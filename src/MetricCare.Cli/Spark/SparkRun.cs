using System.Globalization;
using MetricCare.Cli.Runs;
using MetricCare.Cli.Spark.Intake;
using MetricCare.Core.Runs;
using MetricCare.Core.Stores;
using MetricCare.Engines.Spark;
using MetricCare.Engines.Spark.Hudi;
using MetricCare.Fhir.Intake;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Cli.Spark;

/// <summary>One run on Spark, inside the driver that spark-submit started.</summary>
internal static class SparkRun
{
    /// <param name="request">What is read.</param>
    /// <param name="options">Where to.</param>
    /// <param name="spark">What was said of Spark.</param>
    /// <param name="time">The clock.</param>
    /// <param name="observer">Hears how it goes.</param>
    /// <param name="trace">Takes what the driver cost; null when nobody asked.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<RunReport> ExecuteAsync(RunRequest request, LakeRunOptions options, SparkRequest spark, TimeProvider time, IRunObserver observer, TextWriter? trace, CancellationToken cancel)
    {
        // The JVM has nothing to do until it is spoken to.
        var started = SparkEngine.StartAsync();
        var definitions = await Task.Run(() => Definitions.Load(options.Jobs, options.Targets), cancel);
        var staged = new StagedFrames();
        ITableStore store = spark.IsHudi
            ? HudiTableStore.OpenOrCreate(options.Lake, LakeTables.Of(definitions), staged, time)
            : ParquetTableStore.OpenOrCreate(options.Lake, time);
        var size = WorkSize.Of(request.Sources, spark.IsHudi ? options.Lake : null);
        var readsOnExecutors = spark.ReadsOnExecutors(size.Source);
        var runId = "run-" + time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        await using var lake = await store.BeginAsync(runId, cancel);
        await started;
        await using var engine = new SparkEngine(new SparkEngineOptions(lake.WorkFolder)
        {
            // What is much to read is much to keep.
            RowsInDriver = readsOnExecutors || size.All > SubmitLine.SmallInput ? 0 : SparkEngineOptions.FewRows,
            Staged = spark.IsHudi ? staged : null,
        });
        var target = new RunTarget(runId, lake.WorkFolder, lake, store.Tables()) { Dialect = SqlDialect.Spark, KeepsEarlier = spark.IsHudi };
        IRecordIntake intake = readsOnExecutors
            ? new SparkIntake(definitions.Schemas, engine, OwnProgram.Executable)
            : new SourceIntake(definitions.Schemas, new IntakeOptions { Workers = request.Threads });
        var report = await new Pipeline(definitions, engine, intake, target, time, observer).RunAsync(request, cancel);
        if (trace is not null)
        {
            await trace.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"trace: {engine.GatewayCalls} gateway calls; {Environment.CpuUsage.TotalTime.TotalSeconds:0.00} s of CPU in this process"));
        }

        return report;
    }
}
