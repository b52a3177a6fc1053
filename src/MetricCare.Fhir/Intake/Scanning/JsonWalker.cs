using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>Strict steps over JSON (RFC 8259) in a buffer.</summary>
/// <remarks>
/// The byte after the record must be 0, which no JSON can hold: every step ends there at the latest, so none asks for the end. Another
/// <see cref="Padding"/> bytes must follow that may be read. Steps take the place of a token and give the place after it, or <see cref="Failed"/>
/// with the reason in <see cref="Fault"/>. The steps, and what calls them for every record, are compiled for speed at once: an intake is often
/// over before the runtime would have found out that they are hot.
/// </remarks>
internal sealed class JsonWalker(int maxDepth)
{
    public const int Failed = -1;

    /// <summary>Bytes that must be readable after the end of a record.</summary>
    public const int Padding = 64;

    private readonly bool[] _isObject = new bool[maxDepth + 1];

    public RejectCode Fault { get; private set; }

    public int MaxDepth => maxDepth;

    /// <summary>Whether the string last stepped over holds escapes.</summary>
    public bool Escaped { get; private set; }

    public int Fail(RejectCode code)
    {
        Fault = code;
        return Failed;
    }

    /// <summary>The place of the next byte that is no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Blank(ref byte b, int pos) => At(ref b, pos) > 0x20 ? pos : BlankRun(ref b, pos);

    /// <summary>The place after the closing quote of the string whose first character is at <paramref name="pos"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int String(ref byte b, int pos)
    {
        Escaped = false;
        var stops = Stops(ref b, pos);
        if (stops != 0)
        {
            var end = pos + BitOperations.TrailingZeroCount(stops);
            if (At(ref b, end) == '"')
            {
                return end + 1;
            }
        }

        return LongString(ref b, pos);
    }

    /// <summary>The place after the value that begins at <paramref name="pos"/>, which stands inside <paramref name="depth"/> others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Value(ref byte b, int pos, int depth)
    {
        var floor = depth;
        var inside = _isObject;

    AtValue:
        switch (At(ref b, pos))
        {
            case (byte)'"':
                if ((pos = String(ref b, pos + 1)) < 0)
                {
                    return Failed;
                }

                break;
            case (byte)'{':
                if (++depth > maxDepth)
                {
                    return Fail(RejectCode.TooDeep);
                }

                inside[depth] = true;
                pos = Blank(ref b, pos + 1);
                if (At(ref b, pos) == '}')
                {
                    pos++;
                    depth--;
                    break;
                }

                goto AtKey;
            case (byte)'[':
                if (++depth > maxDepth)
                {
                    return Fail(RejectCode.TooDeep);
                }

                inside[depth] = false;
                pos = Blank(ref b, pos + 1);
                if (At(ref b, pos) == ']')
                {
                    pos++;
                    depth--;
                    break;
                }

                goto AtValue;
            default:
                if ((pos = Scalar(ref b, pos)) < 0)
                {
                    return Failed;
                }

                break;
        }

    AfterValue:
        if (depth == floor)
        {
            return pos;
        }

        pos = Blank(ref b, pos);
        var next = At(ref b, pos++);
        if (next == ',')
        {
            pos = Blank(ref b, pos);
            if (inside[depth])
            {
                goto AtKey;
            }

            goto AtValue;
        }

        if (next != (inside[depth] ? '}' : ']'))
        {
            return Fail(RejectCode.InvalidJson);
        }

        depth--;
        goto AfterValue;

    AtKey:
        if (At(ref b, pos) != '"')
        {
            return Fail(RejectCode.InvalidJson);
        }

        if ((pos = String(ref b, pos + 1)) < 0 || (pos = Colon(ref b, pos)) < 0)
        {
            return Failed;
        }

        goto AtValue;
    }

    /// <summary>The place of the value after the colon that follows a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Colon(ref byte b, int pos)
    {
        pos = Blank(ref b, pos);
        return At(ref b, pos) == ':' ? Blank(ref b, pos + 1) : Fail(RejectCode.InvalidJson);
    }

    /// <summary>Steps over a number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Scalar(ref byte b, int pos) => At(ref b, pos) switch
    {
        (byte)'t' => Word(ref b, pos, 0x65757274, 4),
        (byte)'n' => Word(ref b, pos, 0x6C6C756E, 4),
        (byte)'f' => Word(ref b, pos + 1, 0x65736C61, 4),
        _ => Number(ref b, pos),
    };

    private int Word(ref byte b, int pos, uint letters, int length) =>
        Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref b, pos)) == letters && !IsWordByte(At(ref b, pos + length)) ? pos + length : Fail(RejectCode.InvalidJson);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Number(ref byte b, int pos)
    {
        if (At(ref b, pos) == '-')
        {
            pos++;
        }

        var first = At(ref b, pos);
        if (!IsDigit(first))
        {
            return Fail(RejectCode.InvalidJson);
        }

        pos = first == '0' ? pos + 1 : Digits(ref b, pos);
        if (At(ref b, pos) == '.')
        {
            if (!IsDigit(At(ref b, ++pos)))
            {
                return Fail(RejectCode.InvalidJson);
            }

            pos = Digits(ref b, pos);
        }

        if ((At(ref b, pos) | 0x20) == 'e')
        {
            pos++;
            if (At(ref b, pos) is (byte)'+' or (byte)'-')
            {
                pos++;
            }

            if (!IsDigit(At(ref b, pos)))
            {
                return Fail(RejectCode.InvalidJson);
            }

            pos = Digits(ref b, pos);
        }

        return IsWordByte(At(ref b, pos)) ? Fail(RejectCode.InvalidJson) : pos;
    }

    private static int Digits(ref byte b, int pos)
    {
        while (IsDigit(At(ref b, pos)))
        {
            pos++;
        }

        return pos;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int BlankRun(ref byte b, int pos)
    {
        while (true)
        {
            var c = At(ref b, pos);
            if (c is (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                pos++;
            }
            else if (c == ' ')
            {
                // Indents are runs of spaces.
                var others = ~Vector128.Equals(Vector128.LoadUnsafe(ref b, (nuint)pos), Vector128.Create((byte)' ')).ExtractMostSignificantBits() & 0xFFFF;
                pos += others == 0 ? 16 : BitOperations.TrailingZeroCount(others);
            }
            else
            {
                return pos;
            }
        }
    }

    /// <summary>Bits of the next 32 bytes that end a string's plain run: quote, backslash, control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Stops(ref byte b, int pos)
    {
        var bytes = Vector256.LoadUnsafe(ref b, (nuint)pos);
        var stops = Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1F)), bytes);
        return stops.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int LongString(ref byte b, int pos)
    {
        while (true)
        {
            var stops = Stops(ref b, pos);
            if (stops == 0)
            {
                pos += 32;
                continue;
            }

            pos += BitOperations.TrailingZeroCount(stops);
            switch (At(ref b, pos))
            {
                case (byte)'"':
                    return pos + 1;
                case (byte)'\\':
                    Escaped = true;
                    if ((pos = Escape(ref b, pos + 1)) < 0)
                    {
                        return Failed;
                    }

                    break;
                default:
                    return Fail(RejectCode.InvalidJson);
            }
        }
    }

    private int Escape(ref byte b, int pos)
    {
        switch (At(ref b, pos))
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return pos + 1;
            case (byte)'u':
                break;
            default:
                return Fail(RejectCode.InvalidJson);
        }

        var unit = Hex4(ref b, pos + 1);
        if (unit < 0)
        {
            return Fail(RejectCode.InvalidJson);
        }

        if (unit is < 0xD800 or > 0xDFFF)
        {
            return pos + 5;
        }

        if (unit > 0xDBFF || At(ref b, pos + 5) != '\\' || At(ref b, pos + 6) != 'u')
        {
            return Fail(RejectCode.InvalidUtf8);
        }

        var low = Hex4(ref b, pos + 7);
        return low < 0 ? Fail(RejectCode.InvalidJson) : low is >= 0xDC00 and <= 0xDFFF ? pos + 11 : Fail(RejectCode.InvalidUtf8);
    }

    public static int Hex4(ref byte b, int pos)
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            var c = At(ref b, pos + i);
            var digit = IsDigit(c) ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
            if (digit < 0)
            {
                return -1;
            }

            value = (value << 4) | digit;
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte At(ref byte b, int pos) => Unsafe.Add(ref b, pos);

    private static bool IsDigit(byte c) => c is >= (byte)'0' and <= (byte)'9';

    private static bool IsWordByte(byte c) => IsDigit(c) || (c | 0x20) is >= 'a' and <= 'z' || c is (byte)'.' or (byte)'+' or (byte)'-' or (byte)'_' or >= 0x80;
}
