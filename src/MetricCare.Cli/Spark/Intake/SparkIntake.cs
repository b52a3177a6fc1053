using MetricCare.Core.Errors;
using MetricCare.Core.Schema;
using MetricCare.Engines.Spark;
using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Spark.Intake;

/// <summary>
/// Intake by the executors: a task for every large file, for each part of a large NDJSON file, and for heaps of small files.
/// The result is that of <see cref="SourceIntake"/> but for the numbers of records in divided files, which grow with their place all the same.
/// </summary>
internal sealed class SparkIntake(IReadOnlyDictionary<string, NarrowSchema> schemas, SparkEngine engine, string executable, long partBytes = SparkIntake.PartBytes) : IRecordIntake
{
    /// <summary>Bytes that one task reads, where files can be divided or heaped up.</summary>
    public const long PartBytes = 64L << 20;

    private readonly NarrowSchema[] _schemas = [.. schemas.Values.OrderBy(schema => schema.ResourceType, StringComparer.Ordinal)];
    private readonly IntakeOptions _options = new();

    public async Task<IntakeResult> RunAsync(IReadOnlyList<SourceFile> files, string stageFolder, IProgress<IntakeProgress>? progress, CancellationToken cancel)
    {
        var sizes = files.ToDictionary(file => file.Number, file => file.Size());
        var divided = Divisible(files.Where(file => sizes[file.Number] > partBytes), cancel);
        var counted = await RunAsync([.. divided.SelectMany(file => Counting(file, sizes[file.Number]))], stageFolder + "-counted", cancel);
        var reports = await RunAsync([.. Ranges(counted), .. Heaps(files.Except(divided), sizes)], stageFolder, cancel);
        var total = sizes.Values.Sum();
        progress?.Report(new IntakeProgress(total, total, files.Count, files.Count));
        return Result(files, counted, reports, stageFolder);
    }

    private async Task<IReadOnlyList<IntakeReport>> RunAsync(IReadOnlyList<IntakeTask> tasks, string folder, CancellationToken cancel)
    {
        if (tasks.Count == 0)
        {
            return [];
        }

        var command = IntakeWire.Bytes(new IntakeCommand(_schemas, _options));
        var reports = await engine.RunTasksAsync(new ExecutorTasks(executable, command, [.. tasks.Select(IntakeWire.Text)]), folder, cancel);
        var read = reports.Select(IntakeWire.Read<IntakeReport>).OrderBy(report => report.Task.Files[0].Number).ThenBy(report => report.Task.From).ToList();
        return read.FirstOrDefault(report => report.Missing is not null) is { } lost
            ? throw new MetricCareException(
                ExitCode.SourceUnreadable,
                $"{lost.Missing} is not where the executors look for it.",
                "Put the source where all machines see it under one path, or read it in the driver: --intake driver.")
            : read;
    }

    private HashSet<SourceFile> Divisible(IEnumerable<SourceFile> large, CancellationToken cancel)
    {
        using var probe = new PartIntake(_schemas, _options, (_, _) => { }, cancel);
        return [.. large.Where(probe.IsDivisible)];
    }

    private IEnumerable<IntakeTask> Counting(SourceFile file, long size)
    {
        yield return new IntakeTask(IntakeWork.Hash, [file]);
        for (var from = 0L; from < size; from += partBytes)
        {
            yield return new IntakeTask(IntakeWork.CountLines, [file], from, Math.Min(size, from + partBytes));
        }
    }

    // The line ends before a range are those of the ranges before it.
    private static IEnumerable<IntakeTask> Ranges(IReadOnlyList<IntakeReport> counted)
    {
        foreach (var file in counted.Where(report => report.Task.Work == IntakeWork.CountLines).GroupBy(report => report.Task.Files[0].Number))
        {
            var before = 0L;
            foreach (var range in file)
            {
                yield return range.Task with { Work = IntakeWork.ReadRange, LinesBefore = before };
                before += range.Lines;
            }
        }
    }

    // Large files lie alone, and come first, so that no executor begins one when the others have ended.
    private IEnumerable<IntakeTask> Heaps(IEnumerable<SourceFile> files, Dictionary<int, long> sizes)
    {
        var heap = new List<SourceFile>();
        var bytes = 0L;
        foreach (var file in files.OrderByDescending(file => sizes[file.Number]).ThenBy(file => file.Number))
        {
            heap.Add(file);
            bytes += sizes[file.Number];
            if (bytes >= partBytes || heap.Count == FilesPerTask)
            {
                yield return new IntakeTask(IntakeWork.ReadFiles, heap);
                (heap, bytes) = ([], 0);
            }
        }

        if (heap.Count > 0)
        {
            yield return new IntakeTask(IntakeWork.ReadFiles, heap);
        }
    }

    private const int FilesPerTask = 1000;

    private static IntakeResult Result(IReadOnlyList<SourceFile> files, IReadOnlyList<IntakeReport> counted, IReadOnlyList<IntakeReport> reports, string stageFolder)
    {
        var hashes = counted.Where(report => report.Task.Work == IntakeWork.Hash).ToDictionary(report => report.Task.Files[0].Number);
        var parts = reports.SelectMany(report => report.Parts).ToLookup(part => part.Tally.Number);
        return new IntakeResult(
            [.. files.Select(file => hashes.TryGetValue(file.Number, out var hash)
                ? Whole([.. parts[file.Number].Select(part => part.Tally)]) with { Bytes = hash.Bytes, Sha256 = hash.Sha256 }
                : parts[file.Number].Single().Tally)],
            [.. files.SelectMany(file => parts[file.Number]).SelectMany(part => part.Rejects)],
            [.. reports.SelectMany(report => report.Stages).GroupBy(stage => stage.ResourceType, StringComparer.Ordinal).OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => new StageFile(
                type.Key, ExecutorTasks.FolderOf(stageFolder, type.Key), type.Sum(stage => stage.Rows), type.Sum(stage => stage.Bytes), type.Max(stage => stage.LongestLine)))],
            [.. files.SelectMany(file => parts[file.Number]).SelectMany(part => part.Deletions)]);
    }

    private static FileIntake Whole(IReadOnlyList<FileIntake> ranges) => ranges[0] with
    {
        Read = ranges.Sum(range => range.Read),
        Accepted = ranges.Sum(range => range.Accepted),
        Rejected = ranges.Sum(range => range.Rejected),
        Ignored = ranges.Sum(range => range.Ignored),
        Deletions = ranges.Sum(range => range.Deletions),
        GenerationR5 = ranges.Sum(range => range.GenerationR5),
        AcceptedByType = Sum(ranges.Select(range => range.AcceptedByType)),
        IgnoredByType = Sum(ranges.Select(range => range.IgnoredByType)),
    };

    private static SortedDictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> counts) => new(
        counts.SelectMany(pairs => pairs).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
        StringComparer.Ordinal);
}
