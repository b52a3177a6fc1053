using System.Security.Cryptography;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>The bytes of a file as stored: counted, hashed, and for gzip followed by a witness.</summary>
/// <remarks>
/// .NET's GZipStream takes a cut file for a complete one. So it is given one more member after the last byte of the file: only if every
/// member before was complete will it come to that one and yield <see cref="Witness"/> as the last bytes of all.
/// </remarks>
internal sealed class RawBytes : Stream
{
    private readonly Stream _file;
    private readonly IncrementalHash? _hash;
    private readonly byte[] _head = new byte[16 * 1024];
    private int _headStart;
    private int _headEnd;
    private int _witnessAt = -1;

    /// <param name="file">The file.</param>
    /// <param name="hashed">Whether a hash is wanted.</param>
    /// <param name="isPart">It is read from somewhere within, where two bytes say nothing of the whole.</param>
    public RawBytes(Stream file, bool hashed, bool isPart = false)
    {
        _file = file;
        _hash = hashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        while (_headEnd < 2)
        {
            var read = ReadFile(_head.AsSpan(_headEnd));
            if (read == 0)
            {
                break;
            }

            _headEnd += read;
        }

        IsGzip = !isPart && _headEnd >= 2 && _head[0] == 0x1F && _head[1] == 0x8B;
    }

    public static ReadOnlySpan<byte> Witness => "the end, witnessed"u8;

    public bool IsGzip { get; }

    public long Count { get; private set; }

    /// <summary>The last byte of the file was given out, and more was asked for.</summary>
    public bool IsWitnessing => _witnessAt >= 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_headStart < _headEnd)
        {
            return TakeHead(buffer);
        }

        if (!IsGzip)
        {
            return ReadFile(buffer);
        }

        // GZipStream asks for small pieces.
        (_headStart, _headEnd) = (0, ReadFile(_head));
        if (_headEnd > 0)
        {
            return TakeHead(buffer);
        }

        _witnessAt = Math.Max(0, _witnessAt);
        var count = Math.Min(buffer.Length, GzipWitness.Member.Length - _witnessAt);
        GzipWitness.Member.AsSpan(_witnessAt, count).CopyTo(buffer);
        _witnessAt += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads what is left, for the sake of the count and the hash.</summary>
    public string? Finish()
    {
        while (ReadFile(_head) > 0)
        {
        }

        return _hash is null ? null : Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash?.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int TakeHead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _headEnd - _headStart);
        _head.AsSpan(_headStart, count).CopyTo(buffer);
        _headStart += count;
        return count;
    }

    private int ReadFile(Span<byte> buffer)
    {
        var read = _file.Read(buffer);
        _hash?.AppendData(buffer[..read]);
        Count += read;
        return read;
    }
}
