using System.Buffers.Text;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>What every resource is asked for: its type, its id, its version.</summary>
internal sealed partial class RecordScanner
{
    /// <summary>Finds the text of the top-level resourceType; if there is none, the walker has the reason.</summary>
    private bool FindType(ref byte b, int pos, out ReadOnlySpan<byte> type)
    {
        type = default;
        pos = JsonWalker.Blank(ref b, pos + 1);
        while (JsonWalker.At(ref b, pos) == '"')
        {
            var keyStart = pos + 1;
            if ((pos = _json.String(ref b, keyStart)) < 0)
            {
                return false;
            }

            var isType = Key(keyStart, pos - 1).SequenceEqual("resourceType"u8);
            if ((pos = _json.Colon(ref b, pos)) < 0)
            {
                return false;
            }

            if (isType)
            {
                return TypeText(ref b, pos, out type);
            }

            if ((pos = _json.Value(ref b, pos, 1)) < 0)
            {
                return false;
            }

            pos = JsonWalker.Blank(ref b, pos);
            if (JsonWalker.At(ref b, pos) != ',')
            {
                break;
            }

            pos = JsonWalker.Blank(ref b, pos + 1);
        }

        Fail(RejectCode.NoResourceType);
        return false;
    }

    private bool TypeText(ref byte b, int pos, out ReadOnlySpan<byte> type)
    {
        type = default;
        if (JsonWalker.At(ref b, pos) != '"')
        {
            Fail(RejectCode.NoResourceType);
            return false;
        }

        var next = _json.String(ref b, pos + 1);
        if (next < 0)
        {
            return false;
        }

        type = Text(pos + 1, next - 1);
        return true;
    }

    /// <summary>The name of a property, its escapes undone.</summary>
    private ReadOnlySpan<byte> Key(int start, int end) =>
        _json.Escaped ? Unescaped(start, end) : _data.AsSpan(start, end - start);

    private int ReadId(ref byte b, int pos)
    {
        if (JsonWalker.At(ref b, pos) != '"')
        {
            return WrongKind(ref b, pos);
        }

        var next = _json.String(ref b, pos + 1);
        if (next < 0)
        {
            return next;
        }

        if (!IsId(Text(pos + 1, next - 1)))
        {
            return Fail(RejectCode.InvalidId);
        }

        Id = new Range(pos + 1, next - 1);
        return next;
    }

    /// <summary>Not FHIR's own pattern, which ids of real systems often exceed: whatever can stand in <c>Type/id</c>.</summary>
    private static bool IsId(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 255)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is <= 0x20 or (byte)'/' or 0x7F)
            {
                return false;
            }
        }

        return true;
    }

    private int ReadMeta(ref byte b, int pos)
    {
        if (JsonWalker.At(ref b, pos) != '{')
        {
            return Fail(RejectCode.WrongShape);
        }

        var (sawUpdated, sawVersion) = (false, false);
        pos = JsonWalker.Blank(ref b, pos + 1);
        if (JsonWalker.At(ref b, pos) == '}')
        {
            return pos + 1;
        }

        while (JsonWalker.At(ref b, pos) == '"')
        {
            var keyStart = pos + 1;
            if ((pos = _json.String(ref b, keyStart)) < 0)
            {
                return pos;
            }

            var key = Key(keyStart, pos - 1);
            var isUpdated = key.SequenceEqual("lastUpdated"u8);
            var isVersion = !isUpdated && key.SequenceEqual("versionId"u8);
            if ((pos = _json.Colon(ref b, pos)) < 0)
            {
                return pos;
            }

            if ((isUpdated && sawUpdated) || (isVersion && sawVersion))
            {
                return Fail(RejectCode.DuplicateKey, isUpdated ? ".lastUpdated" : ".versionId");
            }

            sawUpdated |= isUpdated;
            sawVersion |= isVersion;
            var next = isUpdated ? ReadUpdated(ref b, pos) : isVersion ? ReadVersion(ref b, pos) : _json.Value(ref b, pos, 2);
            if (next < 0)
            {
                return isUpdated ? Within(".lastUpdated") : isVersion ? Within(".versionId") : next;
            }

            pos = JsonWalker.Blank(ref b, next);
            switch (JsonWalker.At(ref b, pos))
            {
                case (byte)',':
                    pos = JsonWalker.Blank(ref b, pos + 1);
                    break;
                case (byte)'}':
                    return pos + 1;
                default:
                    return Fail(RejectCode.InvalidJson);
            }
        }

        return Fail(RejectCode.InvalidJson);
    }

    private int ReadUpdated(ref byte b, int pos)
    {
        if (JsonWalker.At(ref b, pos) != '"')
        {
            return WrongKind(ref b, pos);
        }

        var next = _json.String(ref b, pos + 1);
        if (next < 0)
        {
            return next;
        }

        if (!FhirTime.TryInstant(Text(pos + 1, next - 1), out var micros))
        {
            return Fail(RejectCode.InvalidValue);
        }

        Updated = micros;
        return next;
    }

    private int ReadVersion(ref byte b, int pos)
    {
        if (JsonWalker.At(ref b, pos) != '"')
        {
            return WrongKind(ref b, pos);
        }

        var next = _json.String(ref b, pos + 1);
        if (next >= 0)
        {
            Version = VersionNumber(Text(pos + 1, next - 1));
        }

        return next;
    }

    /// <summary>The leading digits, also of an ETag (<c>W/"3"</c>); 0 for none, the largest bigint for too many.</summary>
    private static long VersionNumber(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("W/\""u8))
        {
            text = text[3..];
        }

        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        text = digits < 0 ? text : text[..digits];
        return text.IsEmpty ? 0 : Utf8Parser.TryParse(text, out long number, out _) ? number : long.MaxValue;
    }
}
