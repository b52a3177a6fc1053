using System.Runtime.ExceptionServices;
using MetricCare.Core.Errors;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake.Reading;
using MetricCare.Fhir.Intake.Staging;

namespace MetricCare.Fhir.Intake;

/// <summary>
/// Turns source files into stage files: one line of JSON per accepted record, split by resource type, with the properties of
/// <see cref="LineageColumns"/> first and then only what the narrow schema of the type names. Everything else is counted or rejected.
/// </summary>
public sealed class SourceIntake : IRecordIntake
{
    private readonly NarrowSchema[] _schemas;
    private readonly IntakeOptions _options;

    /// <param name="schemas">The wanted resource types, by name; resources of other types are ignored.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    public SourceIntake(IReadOnlyDictionary<string, NarrowSchema> schemas, IntakeOptions? options = null)
    {
        _schemas = [.. schemas.Values.OrderBy(schema => schema.ResourceType, StringComparer.Ordinal)];
        _options = options ?? new IntakeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(_options.MaxDepth, Math.Clamp(_options.MaxDepth, 1, 1000));
        ArgumentOutOfRangeException.ThrowIfNotEqual(_options.MaxRecordBytes, Math.Clamp(_options.MaxRecordBytes, 1024, 1 << 29));
    }

    public Task<IntakeResult> RunAsync(IReadOnlyList<SourceFile> files, string stageFolder, IProgress<IntakeProgress>? progress, CancellationToken cancel) =>
        Task.Run(() => Run(files, stageFolder, progress, cancel), cancel);

    /// <summary>Reads the files, each once, and writes stage files into the folder, which is made.</summary>
    /// <exception cref="MetricCareException">The folder cannot be written, or more was rejected than the options allow.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what the folder holds is of no use.</exception>
    public IntakeResult Run(
        IReadOnlyList<SourceFile> files, string stageFolder, IProgress<IntakeProgress>? progress = null, CancellationToken cancel = default) =>
        Run([.. files.Select(file => new OpenableFile(file, file.Size(), () => Open(file.FullPath)))], stageFolder, progress, cancel);

    internal IntakeResult Run(
        IReadOnlyList<OpenableFile> files, string stageFolder, IProgress<IntakeProgress>? progress, CancellationToken cancel)
    {
        CreateFolder(stageFolder);
        var state = new RunState(files, progress);
        var limit = new RejectLimit(_options.MaxRejects);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var workers = Enumerable.Range(0, Math.Clamp(files.Count, 1, _options.Workers))
            .Select(number => new IntakeWorker(number, _schemas, stageFolder, _options, limit, stop.Token))
            .ToList();
        try
        {
            Parallel.ForEach(
                workers,
                new ParallelOptions { MaxDegreeOfParallelism = workers.Count },
                worker => Work(worker, state, stop));
            cancel.ThrowIfCancellationRequested();
            return new IntakeResult(
                state.Results,
                [.. workers.SelectMany(worker => worker.Rejects).OrderBy(reject => reject.File)],
                [.. workers.SelectMany(worker => worker.Stages).OrderBy(stage => stage.ResourceType, StringComparer.Ordinal)],
                [.. workers.SelectMany(worker => worker.Deletions).OrderBy(deletion => deletion.File)]);
        }
        catch (AggregateException e)
        {
            cancel.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(e.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException) ?? e.InnerExceptions[0]);
            throw;
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private static void Work(IntakeWorker worker, RunState state, CancellationTokenSource stop)
    {
        try
        {
            while (state.TryNext(out var file, out var index))
            {
                state.Done(index, worker.Read(file, state.Advance));
            }

            worker.Flush();
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    internal static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetricCareException(ExitCode.StorageFailed, "The folder for staged records cannot be made.", "May its parent be written?", e);
        }
    }
}
