using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake.Scanning;
using MetricCare.Fhir.Intake.Staging;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Reads one file after the other: finds its format, and its records. For one thread.</summary>
internal sealed partial class FileReader : IDisposable
{
    private readonly ByteWindow _window = new();
    private readonly JsonCutter _cutter;
    private readonly RecordScanner _scanner;
    private readonly RecordTaker _taker;
    private readonly BundleReader _bundles;
    private readonly IntakeOptions _options;
    private readonly JsonWalker _walker;
    private readonly CancellationToken _cancel;
    private long _firstLine = 1;
    private long _to = long.MaxValue;

    public FileReader(IReadOnlyList<NarrowSchema> schemas, StageWriter[] stages, IntakeOptions options, RejectLimit limit, CancellationToken cancel)
    {
        _options = options;
        _scanner = new RecordScanner(schemas, options.MaxDepth, options.MaxRecordBytes);
        _cancel = cancel;
        _walker = new JsonWalker(options.MaxDepth + BundleReader.Levels);
        _taker = new RecordTaker(_scanner, stages, limit);
        _cutter = new JsonCutter(_window, options.MaxRecordBytes);
        _bundles = new BundleReader(_taker, _walker, schemas.Select(schema => schema.ResourceType).ToHashSet(StringComparer.Ordinal));
    }

    public List<RejectedRecord> Rejects { get; } = [];

    public List<Deletion> Deletions => _taker.Deletions;

    /// <param name="file">The file.</param>
    /// <param name="open">Opens it; called again when it has to be read twice.</param>
    /// <param name="progress">Told the bytes read since the last time.</param>
    public FileIntake Read(SourceFile file, Func<Stream> open, Action<long> progress)
    {
        _to = long.MaxValue;
        _taker.Begin(file);
        using var content = new FileContent(open, hashed: true);
        _window.Open(content, () => new FileContent(open, hashed: false), progress, _cancel);
        try
        {
            var format = ReadContent();
            if (_window.Fault is { } fault)
            {
                _taker.RejectFile(_cutter.Offset, fault);
            }

            var sha256 = content.Finish();
            Rejects.AddRange(_taker.Tally.Rejects);
            return _taker.Tally.Close(content.RawCount, sha256, content.IsGzip, format);
        }
        finally
        {
            _window.Close();
        }
    }

    public void Dispose() => _taker.Dispose();

    private SourceFormat ReadContent()
    {
        if (IsOtherEncoding())
        {
            _taker.RejectFile(0, RejectCode.InvalidUtf8);
            _window.Start = _window.End;
            return SourceFormat.Unknown;
        }

        _window.SkipMark();
        var format = FindFormat();
        switch (format)
        {
            case SourceFormat.Ndjson:
                ReadLines();
                break;
            case SourceFormat.Array:
                ReadArray();
                break;
            case SourceFormat.Bundle:
                ReadBundle();
                break;
            case SourceFormat.Resource or SourceFormat.Concatenated:
                ReadValues();
                break;
            default:
                break;
        }

        return format;
    }

    /// <summary>UTF-16 or UTF-32, marked or plain to see.</summary>
    private bool IsOtherEncoding()
    {
        var head = _window.Rest[..Math.Min(4, _window.Rest.Length)];
        return head.StartsWith([(byte)0xFF, (byte)0xFE]) || head.StartsWith([(byte)0xFE, (byte)0xFF]) || head.Contains((byte)0);
    }

    /// <summary>Takes a record, or all records of the Bundle that stands in its place.</summary>
    private void Take(int start, int end, long line)
    {
        var place = new Place(line, _window.Offset(start));
        if (!_taker.TryTake(_window.Data, start, end, place, null))
        {
            _bundles.Take(_window.Data, start, end, place);
        }
    }
}
