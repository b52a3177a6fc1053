using System.Security.Cryptography;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>NDJSON: every line stands alone.</summary>
internal sealed partial class FileReader
{
    private void ReadLines()
    {
        for (var (line, searched) = (_firstLine, 0); searched > 0 || _window.Offset(_window.Start) < _to;)
        {
            var index = _window.Rest[searched..].IndexOf((byte)'\n');
            if (index >= 0)
            {
                TakeLine(searched + index, line++);
                _window.Start += searched + index + 1;
                searched = 0;
                continue;
            }

            searched = _window.Rest.Length;
            if (searched > _options.MaxRecordBytes)
            {
                PassLine(line++);
                searched = 0;
            }
            else if (!_window.Fill())
            {
                if (_window.Fault is null || IsComplete(searched))
                {
                    TakeLine(searched, line);
                    _window.Start = _window.End;
                }

                return;
            }
        }
    }

    private void TakeLine(int length, long line)
    {
        var bytes = _window.Data.AsSpan(_window.Start, length);
        if (bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
        }

        // Files that were put together keep their marks.
        var start = _window.Start;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
            start += 3;
        }

        if (bytes.IsEmpty || (bytes[0] <= 0x20 && bytes.IndexOfAnyExcept(" \t\r\v\f"u8) < 0))
        {
            return;
        }

        if (bytes.Length > _options.MaxRecordBytes)
        {
            _taker.Reject(new Place(line, _window.Offset(start)), SHA256.HashData(bytes), RejectCode.TooLarge);
            return;
        }

        Take(start, start + bytes.Length, line);
    }

    /// <summary>Steps over a line that is too long to be held.</summary>
    private void PassLine(long line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var place = new Place(line, _window.Offset(_window.Start));
        var isOver = false;
        do
        {
            var index = _window.Rest.IndexOf((byte)'\n');
            isOver = index >= 0;
            var bytes = isOver ? _window.Rest[..index] : _window.Rest;
            hash.AppendData(isOver && bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes);
            _window.Start += bytes.Length + (isOver ? 1 : 0);
        }
        while (!isOver && _window.Fill());
        _taker.Reject(place, hash.GetHashAndReset(), RejectCode.TooLarge);
    }

    /// <summary>The last line of a file that broke off is a record only if nothing of it is missing.</summary>
    private bool IsComplete(int length) =>
        new BoundaryFinder().Find(_window.Rest[..length].TrimStart(" \t"u8)) >= 0;
}
