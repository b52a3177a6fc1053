namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Parts of large NDJSON files, each read by itself.</summary>
internal sealed partial class FileReader
{
    // No accepted record is shorter, so as many records as fit before a part have lower numbers than those in it.
    private const int ShortestRecord = 16;

    /// <summary>How the content holds its records, and how many bytes were looked at before the first of them.</summary>
    /// <returns>Null when the file cannot be read, or is compressed.</returns>
    public (SourceFormat Format, long First)? Probe(Func<Stream> open)
    {
        using var content = new FileContent(open, hashed: false);
        _window.Open(content, () => new FileContent(open, hashed: false), _ => { }, _cancel);
        try
        {
            if (IsOtherEncoding())
            {
                return null;
            }

            _window.SkipMark();
            var format = FindFormat();
            return _window.Fault is null && !content.IsGzip ? (format, _window.Offset(_window.Start)) : null;
        }
        finally
        {
            _window.Close();
        }
    }

    /// <summary>Reads the lines that begin in a part of an NDJSON file. The tally has neither size nor hash.</summary>
    /// <param name="file">The file.</param>
    /// <param name="open">Opens it; can seek.</param>
    /// <param name="from">First byte of the part.</param>
    /// <param name="to">The byte after it.</param>
    /// <param name="before">Line ends before <paramref name="from"/>.</param>
    public FileIntake ReadLines(SourceFile file, Func<Stream> open, long from, long to, long before)
    {
        // One byte earlier: if it is a line end, a line begins with the part.
        var at = Math.Max(0, from - 1);
        using var content = new FileContent(() => OpenAt(open, at), hashed: false, isPart: true);
        _window.Open(content, () => throw new InvalidOperationException("A part is read once."), _ => { }, _cancel, at);
        try
        {
            _to = to;
            if (from == 0)
            {
                _window.SkipMark();
                FirstByte();
            }
            else
            {
                // The line end behind which this part's first line begins is one that was counted, unless it lies in the part.
                var end = SkipLine();
                _firstLine = before + 1 + (end >= from ? 1 : 0);
            }

            _taker.Begin(file, _window.Offset(_window.Start) / ShortestRecord);
            ReadLines();
            if (_window.Fault is { } fault)
            {
                _taker.RejectFile(_window.Offset(_window.Start), fault);
            }

            Rejects.AddRange(_taker.Tally.Rejects);
            return _taker.Tally.Close(0, null, isGzip: false, SourceFormat.Ndjson);
        }
        finally
        {
            _window.Close();
        }
    }

    /// <summary>Steps behind the next line end; where it is.</summary>
    private long SkipLine()
    {
        do
        {
            var index = _window.Rest.IndexOf((byte)'\n');
            if (index >= 0)
            {
                _window.Start += index + 1;
                return _window.Offset(_window.Start) - 1;
            }

            _window.Start = _window.End;
        }
        while (_window.Fill());
        return -1;
    }

    private static Stream OpenAt(Func<Stream> open, long at)
    {
        var stream = open();
        stream.Position = at;
        return stream;
    }
}
