using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>A growing run of bytes.</summary>
internal sealed class ByteSink(int capacity)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Replace(int at, byte value) => _bytes[at] = value;

    /// <summary>Forgets what was written after the given length.</summary>
    public void Cut(int length) => Length = length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Write(byte value)
    {
        if (_bytes.Length == Length)
        {
            Grow(1);
        }

        _bytes[Length++] = value;
    }

    public void Write(long number)
    {
        if (_bytes.Length - Length < 20)
        {
            Grow(20);
        }

        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    public void WriteHex(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length * 2)
        {
            Grow(bytes.Length * 2);
        }

        Convert.TryToHexStringLower(bytes, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>Gives memory back after an unusually large record.</summary>
    public void Shrink(int capacity)
    {
        if (_bytes.Length > capacity)
        {
            _bytes = new byte[capacity];
            Length = 0;
        }
    }

    private void Grow(int more)
    {
        var grown = new byte[(int)Math.Min(Array.MaxLength, Math.Max((long)_bytes.Length * 2, (long)Length + more))];
        _bytes.AsSpan(0, Length).CopyTo(grown);
        _bytes = grown;
    }
}
