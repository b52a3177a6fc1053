using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetricCare.Cli.Runs;
using MetricCare.Core.Errors;
using MetricCare.Core.Stores;
using MetricCare.Engines.DuckDb;

namespace MetricCare.Cli.Doctor;

/// <summary>What <c>doctor</c> looked at.</summary>
/// <param name="What">One part of the whole.</param>
/// <param name="Fault">How the command shall end because of it; null when it is well.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Next">What to do about a fault.</param>
internal sealed record Finding(string What, ExitCode? Fault, string Detail, string? Next = null);

/// <summary>Looks at the machine, the engine, the definitions and a lake, one after the other; one fault does not stop the next look.</summary>
internal static class Examination
{
    private const long LowDisk = 1L << 30;

    public static async IAsyncEnumerable<Finding> RunAsync(string lake, string? jobs, TimeProvider time, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new Finding("machine", null, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MB, .NET {Environment.Version}");
        yield return await TryAsync("engine", () => EngineAsync(cancel), "Install metriccare again: its native library for this platform is missing.");
        yield return await TryAsync("time zones", () => Task.FromResult($"{TimeZoneInfo.FindSystemTimeZoneById("America/New_York").Id} and others are known"), "Install the system's time zone data (tzdata).");
        yield return await TryAsync("definitions", () => Task.FromResult(DefinitionsIn(jobs)), "Run `metriccare check` for the details.");
        if (!Path.Exists(lake) || (Directory.Exists(lake) && !Directory.EnumerateFileSystemEntries(lake).Any()))
        {
            yield return new Finding("lake", null, $"there is none at {lake} yet; a run makes it");
            yield break;
        }

        yield return await TryAsync("lake", () => LakeAsync(lake, time, cancel), "Name the lake with --lake, or run again to mend a table.");
        yield return Disk(lake);
    }

    private static async Task<string> EngineAsync(CancellationToken cancel)
    {
        using var work = new TemporaryWork();
        await using var engine = new DuckDbEngine(new DuckDbOptions(work.Folder, []));
        await foreach (var row in engine.QueryAsync("select version() as version, local_date(fhir_instant('2024-03-10T07:30:00Z', 'America/New_York'), 'America/New_York') as day", cancel))
        {
            return $"DuckDB {row[0]}, time zones work";
        }

        throw new MetricCareException(ExitCode.EnvironmentMissing, "The engine gave no answer.");
    }

    private static string DefinitionsIn(string? jobs)
    {
        var definitions = Definitions.Load(jobs);
        return $"{definitions.Views.Count} views and {definitions.Plan.Models.Count} models in {definitions.Folder}";
    }

    private static async Task<string> LakeAsync(string lake, TimeProvider time, CancellationToken cancel)
    {
        var tables = ParquetTableStore.Open(lake, time).Tables();
        await using var reading = await LakeReading.OpenAsync(lake, time, cancel);
        foreach (var table in tables)
        {
            await foreach (var _ in reading.Engine.QueryAsync($"select count(*) from {table.Name}", cancel))
            {
            }
        }

        return $"{tables.Count} tables at {lake}, every one readable";
    }

    private static Finding Disk(string lake)
    {
        var free = new DriveInfo(Path.GetFullPath(lake)).AvailableFreeSpace;
        return new Finding("disk", free >= LowDisk ? null : ExitCode.StorageFailed, $"{free >> 20} MB free beside the lake", "Free some space: a run needs room for the new tables beside the old ones.");
    }

    private static async Task<Finding> TryAsync(string what, Func<Task<string>> look, string next)
    {
        try
        {
            return new Finding(what, null, await look());
        }
        catch (MetricCareException failed)
        {
            return new Finding(what, failed.Code, failed.Message, failed.Next ?? next);
        }
        catch (Exception failed) when (failed is TypeInitializationException or DllNotFoundException or TimeZoneNotFoundException or IOException)
        {
            return new Finding(what, ExitCode.EnvironmentMissing, failed.GetType().Name, next);
        }
    }
}
