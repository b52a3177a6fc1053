using System.Runtime.InteropServices;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>Goes over the members of an object in a buffer. For objects that are met once per Bundle or entry, not for records.</summary>
internal ref struct JsonMembers
{
    private readonly JsonWalker _walker;
    private readonly byte[] _data;
    private readonly int _depth;
    private int _pos;
    private bool _isFirst;

    /// <param name="walker">Steps over the members.</param>
    /// <param name="data">Where the object is.</param>
    /// <param name="start">Its opening brace.</param>
    /// <param name="depth">How many objects and arrays are open inside it, itself included.</param>
    public JsonMembers(JsonWalker walker, byte[] data, int start, int depth)
    {
        _walker = walker;
        _data = data;
        _depth = depth;
        _pos = start + 1;
        _isFirst = true;
    }

    /// <summary>The place after the object's end once all members were seen; <see cref="JsonWalker.Failed"/> when it is broken.</summary>
    public int End { get; private set; }

    /// <summary>The name as written.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    public int ValueStart { get; private set; }

    public int ValueEnd { get; private set; }

    public readonly byte First => ValueStart < 0 ? (byte)0 : _data[ValueStart];

    /// <summary>The text of a string value; empty for every other.</summary>
    public readonly ReadOnlySpan<byte> Text
    {
        get
        {
            if (First != '"')
            {
                return [];
            }

            var raw = _data.AsSpan(ValueStart + 1, ValueEnd - ValueStart - 2);
            return raw.Contains((byte)'\\') ? JsonText.Unescape(raw, new byte[raw.Length]) : raw;
        }
    }

    public bool MoveNext()
    {
        ref var b = ref MemoryMarshal.GetArrayDataReference(_data);
        var pos = JsonWalker.Blank(ref b, _pos);
        var c = JsonWalker.At(ref b, pos);
        if (c == '}')
        {
            End = pos + 1;
            return false;
        }

        if (!_isFirst)
        {
            if (c != ',')
            {
                return Break();
            }

            pos = JsonWalker.Blank(ref b, pos + 1);
        }

        _isFirst = false;
        if (JsonWalker.At(ref b, pos) != '"')
        {
            return Break();
        }

        var keyStart = pos + 1;
        if ((pos = _walker.String(ref b, keyStart)) < 0)
        {
            End = JsonWalker.Failed;
            return false;
        }

        Key = _data.AsSpan(keyStart, pos - 1 - keyStart);
        ValueStart = _walker.Colon(ref b, pos);
        ValueEnd = ValueStart < 0 ? ValueStart : _walker.Value(ref b, ValueStart, _depth);
        End = _pos = ValueEnd;
        return ValueEnd >= 0;
    }

    private bool Break()
    {
        End = _walker.Fail(RejectCode.InvalidJson);
        return false;
    }
}
