using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake.Staging;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>One thread's reader and stage files.</summary>
internal sealed class IntakeWorker : IDisposable
{
    private readonly StageWriter[] _writers;
    private readonly FileReader _reader;

    public IntakeWorker(int number, IReadOnlyList<NarrowSchema> schemas, string folder, IntakeOptions options, RejectLimit limit, CancellationToken cancel)
    {
        _writers = [.. schemas.Select(schema => new StageWriter(schema.ResourceType, Path.Combine(folder, $"{schema.ResourceType}-{number}.ndjson")))];
        _reader = new FileReader(schemas, _writers, options, limit, cancel);
    }

    public IReadOnlyList<RejectedRecord> Rejects => _reader.Rejects;

    public IReadOnlyList<Deletion> Deletions => _reader.Deletions;

    public IEnumerable<StageFile> Stages => _writers.Select(writer => writer.Result).OfType<StageFile>();

    public FileIntake Read(OpenableFile file, Action<long> progress) => _reader.Read(file.File, file.Open, progress);

    public void Flush() => Array.ForEach(_writers, writer => writer.Flush());

    public void Dispose()
    {
        _reader.Dispose();
        Array.ForEach(_writers, writer => writer.Dispose());
    }
}
