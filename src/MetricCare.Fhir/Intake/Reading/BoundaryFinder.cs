using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Finds where an object or array ends, 64 bytes at a time, without judging what is in it.</summary>
/// <remarks>
/// No JSON string holds a line end. A string that meets one is taken to end there, so that a lost quote costs one record of a pretty-printed
/// file and not all that follow.
/// </remarks>
internal struct BoundaryFinder
{
    private const ulong Odd = 0xAAAAAAAAAAAAAAAA;

    private int _depth;
    private bool _inString;
    private bool _escaped;

    /// <summary>The place after the end, or -1 when it is not among these bytes: the search goes on with those that follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Find(ReadOnlySpan<byte> bytes)
    {
        ref var b = ref MemoryMarshal.GetReference(bytes);
        var pos = 0;
        for (; pos <= bytes.Length - 64; pos += 64)
        {
            var end = Block(ref Unsafe.Add(ref b, pos));
            if (end >= 0)
            {
                return pos + end;
            }
        }

        return Bytewise(bytes[pos..]) is >= 0 and var rest ? pos + rest : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Block(ref byte b)
    {
        var low = Vector256.LoadUnsafe(ref b);
        var high = Vector256.LoadUnsafe(ref b, 32);
        var backslashes = Mask(low, high, (byte)'\\');
        var escaped = _escaped ? 1UL : 0;
        if (backslashes == 0)
        {
            return Finish(ref b, low, high, escaped, false);
        }

        // Runs of backslashes escape in pairs: a borrow runs through each run and tells odd lengths from even ones.
        unchecked
        {
            var escapes = backslashes & ~escaped;
            var codes = (((escapes << 1) | Odd) - escapes) ^ Odd;
            return Finish(ref b, low, high, codes ^ (backslashes | escaped), (codes & backslashes) >> 63 != 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Finish(ref byte b, Vector256<byte> low, Vector256<byte> high, ulong escaped, bool escapesNext)
    {
        var inside = PrefixXor(Mask(low, high, (byte)'"') & ~escaped) ^ (_inString ? ulong.MaxValue : 0);
        if ((inside & Mask(low, high, (byte)'\n')) != 0)
        {
            return Bytewise(MemoryMarshal.CreateReadOnlySpan(ref b, 64));
        }

        var bit5 = Vector256.Create((byte)0x20);
        var opens = Mask(low | bit5, high | bit5, (byte)'{') & ~(inside | escaped);
        var closes = Mask(low | bit5, high | bit5, (byte)'}') & ~(inside | escaped);
        var closing = BitOperations.PopCount(closes);
        if (_depth <= closing && closes != 0)
        {
            for (var marks = opens | closes; marks != 0; marks &= marks - 1)
            {
                var at = BitOperations.TrailingZeroCount(marks);
                _depth += ((opens >> at) & 1) != 0 ? 1 : -1;
                if (_depth == 0)
                {
                    return at + 1;
                }
            }
        }
        else
        {
            _depth += BitOperations.PopCount(opens) - closing;
        }

        _inString = inside >> 63 != 0;
        _escaped = escapesNext;
        return -1;
    }

    private int Bytewise(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = bytes[i];
            if (c == '\n')
            {
                (_inString, _escaped) = (false, false);
            }
            else if (_escaped)
            {
                _escaped = false;
            }
            else if (c == '\\')
            {
                _escaped = true;
            }
            else if (c == '"')
            {
                _inString = !_inString;
            }
            else if (!_inString && (c | 0x20) == '{')
            {
                _depth++;
            }
            else if (!_inString && (c | 0x20) == '}' && --_depth == 0)
            {
                return i + 1;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte value)
    {
        var wanted = Vector256.Create(value);
        return Vector256.Equals(low, wanted).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, wanted).ExtractMostSignificantBits() << 32);
    }

    private static ulong PrefixXor(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
