using System.Text;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>Yields a text, another one many times, and a third, without holding them.</summary>
internal sealed class RepeatingStream(string head, string body, int times, string tail, Action? onRead = null) : ForwardStream
{
    private readonly byte[] _head = Encoding.UTF8.GetBytes(head);
    private readonly byte[] _body = Encoding.UTF8.GetBytes(body);
    private readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
    private long _position;

    public override long Length => _head.Length + ((long)_body.Length * times) + _tail.Length;

    public RepeatingStream Again() => new(head, body, times, tail, onRead);

    public override int Read(Span<byte> buffer)
    {
        onRead?.Invoke();
        var written = 0;
        while (written < buffer.Length && _position < Length)
        {
            var piece = Piece();
            var count = Math.Min(piece.Length, buffer.Length - written);
            piece[..count].CopyTo(buffer[written..]);
            written += count;
            _position += count;
        }

        return written;
    }

    private ReadOnlySpan<byte> Piece()
    {
        if (_position < _head.Length)
        {
            return _head.AsSpan((int)_position);
        }

        var inner = _position - _head.Length;
        return inner < (long)_body.Length * times
            ? _body.AsSpan((int)(inner % _body.Length))
            : _tail.AsSpan((int)(inner - ((long)_body.Length * times)));
    }
}

/// <summary>One stream after the other.</summary>
internal sealed class ChainedStream(params Stream[] streams) : ForwardStream
{
    private int _current;

    public override long Length => streams.Sum(stream => stream.Length);

    public override int Read(Span<byte> buffer)
    {
        for (; _current < streams.Length; _current++)
        {
            var read = streams[_current].Read(buffer);
            if (read > 0)
            {
                return read;
            }
        }

        return 0;
    }
}

/// <summary>A stream that can only be read on.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
