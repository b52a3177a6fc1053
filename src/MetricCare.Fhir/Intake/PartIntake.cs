using System.Security.Cryptography;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake.Reading;
using MetricCare.Fhir.Intake.Staging;

namespace MetricCare.Fhir.Intake;

/// <summary>What became of a part of a file.</summary>
/// <param name="Tally">Its counts. Of a range, size and hash are missing.</param>
/// <param name="Rejects">In the order of place.</param>
/// <param name="Deletions">In the order of place.</param>
public sealed record PartResult(FileIntake Tally, IReadOnlyList<RejectedRecord> Rejects, IReadOnlyList<Deletion> Deletions);

/// <summary>
/// The reading of <see cref="SourceIntake"/> in pieces, for machines that share the work: whole files, or ranges of bytes of large NDJSON files.
/// Numbers of lines, places, hashes and counts come out as if one had read all; numbers of records are other, but unique and in the same order. For one thread.
/// </summary>
public sealed class PartIntake : IDisposable
{
    private const int CopySize = 1 << 20;

    private readonly StageWriter[] _writers;
    private readonly FileReader _reader;
    private readonly CancellationToken _cancel;

    /// <param name="schemas">The wanted resource types.</param>
    /// <param name="options">Limits; <see cref="IntakeOptions.MaxRejects"/> holds for this instance.</param>
    /// <param name="output">Takes the lines of accepted records.</param>
    /// <param name="cancel">Ends the reading.</param>
    public PartIntake(IEnumerable<NarrowSchema> schemas, IntakeOptions options, StageOutput output, CancellationToken cancel)
    {
        NarrowSchema[] ordered = [.. schemas.OrderBy(schema => schema.ResourceType, StringComparer.Ordinal)];
        _writers = [.. ordered.Select(schema => new StageWriter(schema.ResourceType, "", output))];
        _reader = new FileReader(ordered, _writers, options, new RejectLimit(options.MaxRejects), cancel);
        _cancel = cancel;
    }

    /// <summary>What was handed out, by resource type; paths are empty.</summary>
    public IReadOnlyList<StageFile> Stages => [.. _writers.Select(writer => writer.Result).OfType<StageFile>()];

    /// <summary>Whether the file is NDJSON that may be read in ranges: not compressed, and its lines begin near its beginning.</summary>
    public bool IsDivisible(SourceFile file) =>
        _reader.Probe(() => SourceIntake.Open(file.FullPath)) is { Format: SourceFormat.Ndjson, First: < CopySize };

    /// <summary>Reads a file as a whole.</summary>
    public PartResult Read(SourceFile file) => Result(() => _reader.Read(file, () => SourceIntake.Open(file.FullPath), _ => { }));

    /// <summary>Reads the lines that begin in a range of an NDJSON file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">First byte.</param>
    /// <param name="to">The byte after it.</param>
    /// <param name="before">Line ends before the range (<see cref="CountLines"/>).</param>
    public PartResult ReadRange(SourceFile file, long from, long to, long before) =>
        Result(() => _reader.ReadLines(file, () => SourceIntake.Open(file.FullPath), from, to, before));

    /// <summary>Line ends in a range of a file; as many as can be read.</summary>
    public long CountLines(SourceFile file, long from, long to)
    {
        var lines = 0L;
        Through(file, from, to, bytes => lines += bytes.Count((byte)'\n'));
        return lines;
    }

    /// <summary>Size of a file as stored, and its SHA-256; null when it cannot be read to its end.</summary>
    public (long Bytes, string? Sha256) Hash(SourceFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        var isWhole = Through(file, 0, long.MaxValue, some =>
        {
            bytes += some.Length;
            hash.AppendData(some);
        });
        return (bytes, isWhole ? Convert.ToHexStringLower(hash.GetHashAndReset()) : null);
    }

    /// <summary>Hands out what is still held.</summary>
    public void Flush() => Array.ForEach(_writers, writer => writer.Flush());

    public void Dispose()
    {
        _reader.Dispose();
        Array.ForEach(_writers, writer => writer.Dispose());
    }

    private PartResult Result(Func<FileIntake> read)
    {
        var (rejects, deletions) = (_reader.Rejects.Count, _reader.Deletions.Count);
        var tally = read();
        return new PartResult(tally, [.. _reader.Rejects.Skip(rejects)], [.. _reader.Deletions.Skip(deletions)]);
    }

    private delegate void Bytes(ReadOnlySpan<byte> bytes);

    private bool Through(SourceFile file, long from, long to, Bytes take)
    {
        try
        {
            using var stream = SourceIntake.Open(file.FullPath);
            stream.Position = from;
            var buffer = new byte[CopySize];
            for (var left = to - from; left > 0;)
            {
                _cancel.ThrowIfCancellationRequested();
                var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0)
                {
                    break;
                }

                take(buffer.AsSpan(0, read));
                left -= read;
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
