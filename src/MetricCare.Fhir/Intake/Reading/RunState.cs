namespace MetricCare.Fhir.Intake.Reading;

/// <summary>What is left to read and what was read, shared by the workers of one intake.</summary>
internal sealed class RunState
{
    private readonly IReadOnlyList<OpenableFile> _files;
    private readonly FileIntake?[] _results;
    private readonly int[] _order;
    private readonly IProgress<IntakeProgress>? _progress;
    private readonly long _total;
    private int _next = -1;
    private int _done;
    private long _bytes;

    public RunState(IReadOnlyList<OpenableFile> files, IProgress<IntakeProgress>? progress)
    {
        _files = files;
        _results = new FileIntake?[files.Count];
        _progress = progress;
        _total = files.Sum(file => file.Size);

        // The largest first, so that the workers end at about the same time.
        _order = [.. Enumerable.Range(0, files.Count).OrderByDescending(index => files[index].Size)];
    }

    public IReadOnlyList<FileIntake> Results => [.. _results.Select(result => result!).OrderBy(result => result.Number)];

    public bool TryNext(out OpenableFile file, out int index)
    {
        var place = Interlocked.Increment(ref _next);
        index = place < _order.Length ? _order[place] : -1;
        file = index < 0 ? null! : _files[index];
        return index >= 0;
    }

    public void Done(int index, FileIntake result)
    {
        _results[index] = result;
        Interlocked.Increment(ref _done);
        Advance(0);
    }

    public void Advance(long bytes)
    {
        var sum = Interlocked.Add(ref _bytes, bytes);
        _progress?.Report(new IntakeProgress(sum, Math.Max(_total, sum), Volatile.Read(ref _done), _files.Count));
    }
}
