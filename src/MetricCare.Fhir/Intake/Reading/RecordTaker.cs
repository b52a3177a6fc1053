using System.Security.Cryptography;
using MetricCare.Fhir.Intake.Scanning;
using MetricCare.Fhir.Intake.Staging;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Where a record was found.</summary>
/// <param name="Line">Line or entry number.</param>
/// <param name="Offset">First byte in the content.</param>
/// <param name="Entry">Entry of the Bundle that stands in the place of a record, from 0; -1 outside such a Bundle.</param>
internal readonly record struct Place(long Line, long Offset, int Entry = -1);

/// <summary>Takes every record of a file to where it belongs: a stage file, the rejects, or a count.</summary>
internal sealed class RecordTaker(RecordScanner scanner, StageWriter[] stages, RejectLimit limit) : IDisposable
{
    // A record's number: the file above, the record's place among those of the file below.
    private const int RecordBits = 36;

    // Hashing at one go sets up anew for every record, which costs as much as the record.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private SourceFile _file = new(0, "", "");
    private long _accepted;

    public FileTally Tally { get; private set; } = new(new SourceFile(0, "", ""));

    public List<Deletion> Deletions { get; } = [];

    /// <param name="file">Whose records come next.</param>
    /// <param name="before">No record before them has a higher number in the file than this.</param>
    public void Begin(SourceFile file, long before = 0)
    {
        _file = file;
        _accepted = before;
        Tally = new FileTally(file);
    }

    /// <summary>Takes a record. False when it is a Bundle: then nothing was counted yet.</summary>
    public bool TryTake(byte[] data, int start, int end, in Place place, IReferenceMap? references)
    {
        var kind = scanner.Scan(data, start, end, references);
        if (kind == RecordKind.Bundle)
        {
            return false;
        }

        Tally.Read++;
        switch (kind)
        {
            case RecordKind.Accepted:
                Span<byte> hash = stackalloc byte[32];
                _hash.AppendData(data, start, end - start);
                _hash.GetHashAndReset(hash);
                stages[scanner.TypeIndex].Write(new Lineage(((long)_file.Number << RecordBits) | ++_accepted, _file.Number, place.Line, hash), scanner);
                Tally.Accept(scanner.TypeName, scanner.IsR5);
                break;
            case RecordKind.Ignored:
                Tally.Ignore(scanner.TypeName);
                break;
            default:
                AddReject(place, SHA256.HashData(data.AsSpan(start, end - start)), scanner.Fault, scanner.FaultPath);
                break;
        }

        return true;
    }

    /// <summary>Takes a Bundle's entry that holds no resource.</summary>
    public void Ignore(string type)
    {
        Tally.Read++;
        Tally.Ignore(type);
    }

    public void Delete(string type, string id, long updated, in Place place)
    {
        Tally.Read++;
        Tally.Delete();
        Deletions.Add(new Deletion(type, id, updated, _file.Number, place.Line));
    }

    /// <summary>Counts something as read and rejected.</summary>
    public void Reject(in Place place, byte[]? hash, RejectCode code, string? path = null)
    {
        Tally.Read++;
        AddReject(place, hash, code, path);
    }

    /// <summary>Rejects the file as a whole, or all that follows from a place in it.</summary>
    public void RejectFile(long offset, RejectCode code)
    {
        Tally.Read++;
        Add(new RejectedRecord(_file.Number, null, offset, null, code, null));
    }

    private void AddReject(in Place place, byte[]? hash, RejectCode code, string? path)
    {
        var whole = place.Entry < 0 ? path : $"Bundle.entry[{place.Entry}]{Inner(path)}";
        Add(new RejectedRecord(_file.Number, place.Line, place.Offset, hash is null ? null : Convert.ToHexStringLower(hash), code, whole));
    }

    /// <summary>A path within the entry: <c>Patient.name</c> becomes <c>.resource.name</c>.</summary>
    private static string Inner(string? path)
    {
        if (path is null || path.StartsWith('.'))
        {
            return path ?? "";
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? ".resource" : ".resource" + path[dot..];
    }

    public void Dispose() => _hash.Dispose();

    private void Add(RejectedRecord reject)
    {
        Tally.Rejects.Add(reject);
        limit.Count();
    }
}
