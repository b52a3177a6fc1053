using System.Runtime.InteropServices;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Finds out how a file holds its records, by looking at the start of its content.</summary>
internal sealed partial class FileReader
{
    // A first value that has not ended by then is asked what it is before more of it is read.
    private const int PatienceBytes = 64 * 1024 * 1024;

    private SourceFormat FindFormat() => FirstByte() switch
    {
        < 0 => SourceFormat.Empty,
        '[' => StartsLines() ? SourceFormat.Ndjson : SourceFormat.Array,
        '{' => FindObjectFormat(),
        _ => SourceFormat.Ndjson,
    };

    /// <summary>Steps over white space and counts the lines in it; the next byte, or -1 at the end.</summary>
    private int FirstByte()
    {
        _firstLine = 1;
        do
        {
            var rest = _window.Rest;
            var index = rest.IndexOfAnyExcept(" \n\r\t"u8);
            var blank = index < 0 ? rest : rest[..index];
            _firstLine += blank.Count((byte)'\n');
            _window.Start += blank.Length;
            if (index >= 0)
            {
                return rest[index];
            }
        }
        while (_window.Fill());
        return -1;
    }

    private SourceFormat FindObjectFormat()
    {
        var end = FindEnd(Math.Min(PatienceBytes, _options.MaxRecordBytes));
        if (end < 0 && !_window.Ended)
        {
            if (IsBundle())
            {
                return SourceFormat.Bundle;
            }

            end = FindEnd(_options.MaxRecordBytes);
        }

        if (end < 0)
        {
            var isBundle = IsBundle();
            return HoldsResourceLine(endedOnly: isBundle) ? SourceFormat.Ndjson : isBundle ? SourceFormat.Bundle : SourceFormat.Resource;
        }

        var isOneLine = !_window.Rest[..end].Contains((byte)'\n');
        if (!isOneLine && !IsJson(end) && HoldsResourceLine(endedOnly: false))
        {
            // A line that broke off inside a text reached into the next ones.
            return SourceFormat.Ndjson;
        }

        var next = NextAfter(end, out var isSameLine);
        if (next < 0)
        {
            return IsBundle() ? SourceFormat.Bundle : SourceFormat.Resource;
        }

        if (next != '{' && (isSameLine || !isOneLine) && IsBundle())
        {
            return SourceFormat.Bundle;
        }

        return isOneLine ? SourceFormat.Ndjson : SourceFormat.Concatenated;
    }

    /// <summary>An array in the first line, and a resource in a later one.</summary>
    private bool StartsLines()
    {
        var end = _window.Rest.IndexOf((byte)'\n');
        return end >= 0 && new BoundaryFinder().Find(_window.Rest[..end]) >= 0 && HoldsResourceLine(endedOnly: false);
    }

    /// <summary>Length of the first value; -1 when it has not ended after so many bytes.</summary>
    private int FindEnd(int patience)
    {
        var finder = new BoundaryFinder();
        for (var searched = 0; ;)
        {
            var end = finder.Find(_window.Rest[searched..]);
            if (end >= 0)
            {
                return searched + end;
            }

            searched = _window.Rest.Length;
            if (searched > patience || !_window.Fill())
            {
                return -1;
            }
        }
    }

    /// <summary>The next byte that is no white space, -1 for none, and whether it stands before the next line end.</summary>
    private int NextAfter(int length, out bool isSameLine)
    {
        isSameLine = true;
        do
        {
            var rest = _window.Rest[length..];
            var index = rest.IndexOfAnyExcept(" \n\r\t"u8);
            isSameLine &= !(index < 0 ? rest : rest[..index]).Contains((byte)'\n');
            if (index >= 0)
            {
                return rest[index];
            }

            length = _window.Rest.Length;
        }
        while (length <= _options.MaxRecordBytes && _window.Fill());
        return _window.Ended ? -1 : 0;
    }

    private bool IsJson(int length)
    {
        var end = _window.Start + length;
        var after = _window.Data[end];
        _window.Data[end] = 0;
        var next = _walker.Value(ref MemoryMarshal.GetArrayDataReference(_window.Data), _window.Start, 0);
        _window.Data[end] = after;
        return next >= 0 || _walker.Fault == RejectCode.TooDeep;
    }

    /// <summary>The object that begins here says that it is a Bundle, or comes to entries before it says what it is.</summary>
    private bool IsBundle()
    {
        // The 0 behind the window ends the walk where the window does.
        var members = new JsonMembers(_walker, _window.Data, _window.Start, 1);
        while (members.MoveNext())
        {
            if (members.Key.SequenceEqual("resourceType"u8))
            {
                return members.Text.SequenceEqual("Bundle"u8);
            }
        }

        return members.End < 0 && members.Key.SequenceEqual("entry"u8) && members.First == '[';
    }

    /// <summary>Some line after the first is a resource by itself, which no line of a pretty-printed object is.</summary>
    /// <param name="endedOnly">A last line without a line end does not count: a file may have been cut there.</param>
    private bool HoldsResourceLine(bool endedOnly)
    {
        var rest = _window.Rest;
        for (var start = rest.IndexOf((byte)'\n') + 1; start > 0 && start < rest.Length;)
        {
            var length = rest[start..].IndexOf((byte)'\n');
            var end = length < 0 ? rest.Length : start + length;
            if (length < 0 && endedOnly)
            {
                return false;
            }

            if (rest[start] == '{' && _scanner.IsResource(_window.Data, _window.Start + start, _window.Start + end))
            {
                return true;
            }

            start = length < 0 ? 0 : end + 1;
        }

        return false;
    }
}
