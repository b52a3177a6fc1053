namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Counts what becomes of the records of one file.</summary>
internal sealed class FileTally(SourceFile file)
{
    private readonly Dictionary<string, long> _accepted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _ignored = new(StringComparer.Ordinal);
    private long _deletions;
    private long _r5;

    /// <summary>Counted where records are found, not where they end: the two must agree.</summary>
    public long Read { get; set; }

    public List<RejectedRecord> Rejects { get; } = [];

    public void Accept(string type, bool isR5)
    {
        Add(_accepted, type);
        _r5 += isR5 ? 1 : 0;
    }

    public void Ignore(string type) => Add(_ignored, type);

    public void Delete() => _deletions++;

    public FileIntake Close(long bytes, string? sha256, bool isGzip, SourceFormat format) => new()
    {
        Number = file.Number,
        Path = file.Path,
        Bytes = bytes,
        Sha256 = sha256,
        IsGzip = isGzip,
        Format = format,
        Read = Read,
        Accepted = _accepted.Values.Sum(),
        Rejected = Rejects.Count,
        Ignored = _ignored.Values.Sum(),
        Deletions = _deletions,
        AcceptedByType = new SortedDictionary<string, long>(_accepted, StringComparer.Ordinal),
        IgnoredByType = new SortedDictionary<string, long>(_ignored, StringComparer.Ordinal),
        GenerationR5 = _r5,
    };

    private static void Add(Dictionary<string, long> counts, string type) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, type, out _)++;
}
