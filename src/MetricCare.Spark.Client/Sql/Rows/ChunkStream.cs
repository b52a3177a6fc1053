namespace MetricCare.Spark.Rows;

/// <summary>Cuts what is written into pieces that each say their length, as ArrowIteratorServer reads them.</summary>
internal sealed class ChunkStream(Stream stream) : Stream
{
    private const int ChunkSize = 1 << 20;
    private const int End = -1;

    private readonly byte[] _chunk = new byte[ChunkSize];
    private int _filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var some = Math.Min(buffer.Length, ChunkSize - _filled);
            buffer[..some].CopyTo(_chunk.AsSpan(_filled));
            buffer = buffer[some..];
            _filled += some;
            if (_filled == ChunkSize)
            {
                SendChunk();
            }
        }
    }

    /// <summary>Sends what is left and says that it was all.</summary>
    public void Finish()
    {
        SendChunk();
        BigEndian.WriteInt32(stream, End);
        stream.Flush();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void SendChunk()
    {
        if (_filled > 0)
        {
            BigEndian.WriteInt32(stream, _filled);
            stream.Write(_chunk, 0, _filled);
            _filled = 0;
        }
    }
}
