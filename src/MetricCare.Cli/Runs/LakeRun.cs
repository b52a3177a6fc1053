using System.Globalization;
using MetricCare.Core.Runs;
using MetricCare.Core.Stores;
using MetricCare.Engines.DuckDb;
using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Runs;

/// <summary>Where and how much of a run.</summary>
/// <param name="Lake">Folder of the tables.</param>
/// <param name="Jobs">Folder of definitions; null for the shipped one.</param>
/// <param name="Targets">What to build.</param>
/// <param name="MemoryLimit">Bytes for the engine; null for its default.</param>
internal sealed record LakeRunOptions(string Lake, string? Jobs, Targets Targets, long? MemoryLimit);

/// <summary>One run on the embedded engine into a local lake: takes the lease, composes the parts, runs, publishes.</summary>
internal static class LakeRun
{
    public static async Task<RunReport> ExecuteAsync(RunRequest request, LakeRunOptions options, TimeProvider time, IRunObserver observer, CancellationToken cancel)
    {
        var definitions = Task.Run(() => Definitions.Load(options.Jobs, options.Targets), cancel);
        var store = ParquetTableStore.OpenOrCreate(options.Lake, time);
        var runId = "run-" + time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        await using var lake = await store.BeginAsync(runId, cancel);
        await using var engine = new DuckDbEngine(new DuckDbOptions(lake.WorkFolder, [store.Folder]) 
        {
            Threads = request.Threads,
            MemoryLimit = options.MemoryLimit,
            TracksProgress = observer.IsWatched,
        });
        var target = new RunTarget(runId, lake.WorkFolder, lake, store.Tables());
        var intake = new SourceIntake((await definitions).Schemas, new IntakeOptions { Workers = request.Threads });
        return await new Pipeline(await definitions, engine, intake, target, time, observer).RunAsync(request, cancel);
    }
}
