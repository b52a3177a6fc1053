using System.IO.Compression;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>The content of a file, decompressed. A file that breaks off or cannot be read on ends there, with the reason in <see cref="Fault"/>.</summary>
internal sealed class FileContent : IDisposable
{
    private readonly RawBytes? _raw;
    private readonly GZipStream? _gzip;
    private bool _ended;

    /// <param name="open">Opens the file; what it throws becomes the fault.</param>
    /// <param name="hashed">Whether <see cref="Finish"/> is to give the hash of the file.</param>
    /// <param name="isPart">The file is opened somewhere within.</param>
    public FileContent(Func<Stream> open, bool hashed, bool isPart = false)
    {
        try
        {
            _raw = new RawBytes(open(), hashed, isPart);
            _gzip = _raw.IsGzip ? new GZipStream(_raw, CompressionMode.Decompress) : null;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            Fail(RejectCode.UnreadableFile);
        }
    }

    public bool IsGzip => _gzip is not null;

    /// <summary>Bytes read so far, as stored.</summary>
    public long RawCount => _raw?.Count ?? 0;

    public RejectCode? Fault { get; private set; }

    /// <summary>The next bytes of the content; 0 at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_ended)
        {
            return 0;
        }

        try
        {
            var read = _gzip is null ? _raw!.Read(buffer) : ReadGzip(buffer);
            _ended = read == 0;
            return read;
        }
        catch (InvalidDataException)
        {
            return Fail(_raw!.IsWitnessing ? RejectCode.TruncatedGzip : RejectCode.CorruptGzip);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return Fail(RejectCode.UnreadableFile);
        }
    }

    /// <summary>SHA-256 of the file as stored; null when it was not asked for or the file cannot be read.</summary>
    public string? Finish()
    {
        try
        {
            return Fault == RejectCode.UnreadableFile ? null : _raw?.Finish();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            Fail(RejectCode.UnreadableFile);
            return null;
        }
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        _raw?.Dispose();
    }

    private static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException;

    private int ReadGzip(Span<byte> buffer)
    {
        // A read that had to ask for the witness yields nothing of the file any more: the inflater gives out what it has before it asks.
        var read = _gzip!.Read(buffer);
        if (!_raw!.IsWitnessing)
        {
            return read == 0 ? Fail(RejectCode.TrailingData) : read;
        }

        Span<byte> last = stackalloc byte[RawBytes.Witness.Length * 2];
        var count = Math.Min(read, last.Length);
        buffer[..count].CopyTo(last);
        while (read > 0 && count < last.Length && (read = _gzip.Read(last[count..])) > 0)
        {
            count += read;
        }

        return last[..count].SequenceEqual(RawBytes.Witness) ? 0 : Fail(RejectCode.TruncatedGzip);
    }

    private int Fail(RejectCode fault)
    {
        Fault ??= fault;
        _ended = true;
        return 0;
    }
}
