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
    public static async Task<RunReport> ExecuteAsync(RunRequest request, LakeRunOptions options, SparkRequest spark, TimeProvider time, IRunObserver observer, CancellationToken cancel)
    {
        var definitions = await Task.Run(() => Definitions.Load(options.Jobs, options.Targets), cancel);
        ITableStore store = spark.IsHudi
            ? HudiTableStore.OpenOrCreate(options.Lake, LakeTables.Of(definitions), time)
            : ParquetTableStore.OpenOrCreate(options.Lake, time);
        var runId = "run-" + time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        await using var lake = await store.BeginAsync(runId, cancel);
        await using var engine = new SparkEngine(new SparkEngineOptions(lake.WorkFolder));
        var target = new RunTarget(runId, lake.WorkFolder, lake, store.Tables()) { Dialect = SqlDialect.Spark, KeepsEarlier = spark.IsHudi };
        IRecordIntake intake = spark.ReadsOnExecutors(OwnProgram.SizeOf(request.Sources))
            ? new SparkIntake(definitions.Schemas, engine, OwnProgram.Executable)
            : new SourceIntake(definitions.Schemas, new IntakeOptions { Workers = request.Threads });
        return await new Pipeline(definitions, engine, intake, target, time, observer).RunAsync(request, cancel);
    }
}
