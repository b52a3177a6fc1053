using System.Buffers.Text;
using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>Values without properties of their own.</summary>
internal sealed partial class RecordScanner
{
    private int Leaf(ref byte b, PlanNode node, int pos, int depth)
    {
        var c = JsonWalker.At(ref b, pos);
        return node.Kind switch
        {
            JsonKind.Text when c == '"' => TextValue(ref b, node, pos),
            JsonKind.Boolean when c is (byte)'t' or (byte)'f' => Copy(pos, _json.Scalar(ref b, pos)),
            JsonKind.Integer when IsNumberStart(c) => IntegerValue(ref b, node, pos),
            JsonKind.Decimal when IsNumberStart(c) => DecimalValue(ref b, pos),
            JsonKind.Json when c is not ((byte)'n' or (byte)'[') => JsonValue(ref b, pos, depth),
            _ => WrongKind(ref b, pos),
        };
    }

    private static bool IsNumberStart(byte c) => c is (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    /// <summary>Something else stands where a primitive is expected.</summary>
    private int WrongKind(ref byte b, int pos) => JsonWalker.At(ref b, pos) switch
    {
        (byte)'{' or (byte)'[' or (byte)'n' => Fail(RejectCode.WrongShape),
        _ => Fail(RejectCode.WrongType),
    };

    private int Copy(int pos, int next)
    {
        if (next >= 0)
        {
            Body.Write(_data.AsSpan(pos, next - pos));
        }

        return next;
    }

    private int TextValue(ref byte b, PlanNode node, int pos)
    {
        var next = _json.String(ref b, pos + 1);
        if (next < 0)
        {
            return next;
        }

        if (!_json.Escaped && node is { Check: ValueCheck.None, IsReference: false })
        {
            Body.Write(_data.AsSpan(pos, next - pos));
            return next;
        }

        var text = Text(pos + 1, next - 1);
        if (!IsValid(node.Check, text) || text.Contains((byte)0))
        {
            return Fail(RejectCode.InvalidValue);
        }

        if (node.IsReference && _references is not null && _references.Resolve(text) is { IsEmpty: false } resolved)
        {
            Body.Write((byte)'"');
            Escape(resolved);
            Body.Write((byte)'"');
            return next;
        }

        if (node.Codes?.Find(text) is { } code)
        {
            IsR5 = true;
            Body.Write(code);
            return next;
        }

        Body.Write(_data.AsSpan(pos, next - pos));
        return next;
    }

    private static bool IsValid(ValueCheck check, ReadOnlySpan<byte> text) => check switch
    {
        ValueCheck.Date => FhirTime.IsDate(text),
        ValueCheck.DateTime => FhirTime.IsDateTime(text),
        ValueCheck.Instant => FhirTime.IsInstant(text),
        ValueCheck.Time => FhirTime.IsTime(text),
        ValueCheck.Code => text.Length > 0 && text[0] > 0x20 && text[^1] > 0x20,
        _ => true,
    };

    private int IntegerValue(ref byte b, PlanNode node, int pos)
    {
        var next = _json.Scalar(ref b, pos);
        if (next < 0)
        {
            return next;
        }

        var lexeme = _data.AsSpan(pos, next - pos);
        if (!Utf8Parser.TryParse(lexeme, out long number, out var used) || used != lexeme.Length)
        {
            return Fail(RejectCode.InvalidValue);
        }

        var isInRange = node.Check switch
        {
            ValueCheck.PositiveInt => number is >= 1 and <= int.MaxValue,
            ValueCheck.UnsignedInt => number is >= 0 and <= int.MaxValue,
            ValueCheck.Integer => number is >= int.MinValue and <= int.MaxValue,
            _ => true,
        };
        return isInRange ? Copy(pos, next) : Fail(RejectCode.InvalidValue);
    }

    /// <summary>Between quotes, so that no reader on the way makes a double of it.</summary>
    private int DecimalValue(ref byte b, int pos)
    {
        var next = _json.Scalar(ref b, pos);
        if (next >= 0)
        {
            Body.Write((byte)'"');
            Body.Write(_data.AsSpan(pos, next - pos));
            Body.Write((byte)'"');
        }

        return next;
    }

    /// <summary>The text of any value, white space between tokens left out, as a JSON string.</summary>
    private int JsonValue(ref byte b, int pos, int depth)
    {
        var next = _json.Value(ref b, pos, depth);
        if (next < 0)
        {
            return next;
        }

        Body.Write((byte)'"');
        var rest = _data.AsSpan(pos, next - pos);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny("\" \t\r\n"u8);
            Body.Write(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[end..];
            if (!rest.IsEmpty && rest[0] == '"')
            {
                var at = next - rest.Length;
                var length = _json.String(ref b, at + 1) - at;
                Escape(rest[..length]);
                rest = rest[length..];
            }
            else if (!rest.IsEmpty)
            {
                rest = rest[1..];
            }
        }

        Body.Write((byte)'"');
        return next;
    }

    /// <summary>Writes text without control characters as the inside of a JSON string.</summary>
    private void Escape(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var at = text.IndexOfAny((byte)'"', (byte)'\\');
            if (at < 0)
            {
                Body.Write(text);
                return;
            }

            Body.Write(text[..at]);
            Body.Write((byte)'\\');
            Body.Write(text[at]);
            text = text[(at + 1)..];
        }
    }

    /// <summary>The string last stepped over, its escapes undone.</summary>
    private ReadOnlySpan<byte> Text(int start, int end) =>
        _json.Escaped ? Unescaped(start, end) : _data.AsSpan(start, end - start);

    private ReadOnlySpan<byte> Unescaped(int start, int end)
    {
        if (_scratch.Length < end - start)
        {
            _scratch = new byte[end - start];
        }

        return JsonText.Unescape(_data.AsSpan(start, end - start), _scratch);
    }
}
