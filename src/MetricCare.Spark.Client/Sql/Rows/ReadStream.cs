namespace MetricCare.Spark.Rows;

/// <summary>A stream that is only read, from its beginning to its end.</summary>
internal abstract class ReadStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override int Read(Span<byte> buffer);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream whose end is an error: Arrow's reader would take it for the end of the rows.</summary>
internal sealed class EndlessStream(Stream stream) : ReadStream
{
    /// <exception cref="EndOfStreamException">Nothing more comes.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = stream.Read(buffer);
        return read > 0 || buffer.Length == 0 ? read : throw new EndOfStreamException("The rows end in the middle.");
    }
}
