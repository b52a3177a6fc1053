using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>The part of a file's content that is in memory.</summary>
/// <remarks>Places move when the window is filled: whoever holds some across a fill holds them relative to <see cref="Start"/>.</remarks>
internal sealed class ByteWindow
{
    private const int Capacity = 1024 * 1024;

    private FileContent? _content;
    private FileContent? _again;
    private Func<FileContent>? _reopen;
    private Action<long> _progress = _ => { };
    private CancellationToken _cancel;
    private long _told;
    private long _base;

    public byte[] Data { get; private set; } = new byte[Capacity + JsonWalker.Padding];

    /// <summary>First byte that is still needed.</summary>
    public int Start { get; set; }

    /// <summary>Behind the last byte read.</summary>
    public int End { get; private set; }

    /// <summary>Byte of the content at which the buffer begins.</summary>
    public long Origin { get; private set; }

    public bool Ended { get; private set; }

    /// <summary>Why the content ended early; null when it did not.</summary>
    public RejectCode? Fault => (_again ?? _content)?.Fault;

    public ReadOnlySpan<byte> Rest => Data.AsSpan(Start, End - Start);

    /// <param name="content">What is read.</param>
    /// <param name="reopen">Opens the same content again, for a second reading from the start.</param>
    /// <param name="progress">Told the stored bytes read since the last time.</param>
    /// <param name="cancel">Asked at every fill.</param>
    /// <param name="at">Where in the file the content begins, when it is not read from its beginning.</param>
    public void Open(FileContent content, Func<FileContent> reopen, Action<long> progress, CancellationToken cancel, long at = 0)
    {
        if (Data.Length > 16 * Capacity)
        {
            Data = new byte[Capacity + JsonWalker.Padding];
        }

        _content = content;
        _reopen = reopen;
        _progress = progress;
        _cancel = cancel;
        _told = 0;
        _base = at;
        Reset();
        Fill();
    }

    public void Close()
    {
        _again?.Dispose();
        (_content, _again, _reopen) = (null, null, null);
    }

    /// <summary>Steps over a byte order mark at the start of the content.</summary>
    public void SkipMark()
    {
        if (Start == 0 && Rest.StartsWith("\uFEFF"u8))
        {
            Start = 3;
        }
    }

    /// <summary>Place of a byte in the content.</summary>
    public long Offset(int index) => Origin + index;

    /// <summary>Reads on, keeping everything from <see cref="Start"/>. False at the end of the content.</summary>
    public bool Fill()
    {
        if (Ended)
        {
            return false;
        }

        _cancel.ThrowIfCancellationRequested();
        var kept = End - Start;
        var room = Data.Length - JsonWalker.Padding;
        if (kept > room - (Capacity / 2))
        {
            var grown = new byte[(int)Math.Min(Array.MaxLength, (room * 2L) + JsonWalker.Padding)];
            Data.AsSpan(Start, kept).CopyTo(grown);
            Data = grown;
            room = grown.Length - JsonWalker.Padding;
        }
        else if (Start > 0)
        {
            Data.AsSpan(Start, kept).CopyTo(Data);
        }

        Origin += Start;
        (Start, End) = (0, kept);
        var wanted = Math.Min(room, Math.Max(Capacity, kept * 2));
        while (End < wanted)
        {
            var read = (_again ?? _content)!.Read(Data.AsSpan(End, wanted - End));
            if (read == 0)
            {
                Ended = true;
                break;
            }

            End += read;
        }

        Data.AsSpan(End, JsonWalker.Padding).Clear();
        if (_again is null)
        {
            _progress(_content!.RawCount - _told);
            _told = _content.RawCount;
        }

        return End > kept;
    }

    /// <summary>Back to the first byte of the content.</summary>
    public void Restart()
    {
        if (Origin == _base)
        {
            Start = 0;
            return;
        }

        // The first reading goes to its end for the sake of the file's hash.
        Start = End;
        while (Fill())
        {
            Start = End;
        }

        _again = _reopen!();
        Reset();
        Fill();
    }

    private void Reset()
    {
        (Start, End, Origin, Ended) = (0, 0, _base, false);
        Data.AsSpan(0, JsonWalker.Padding).Clear();
    }
}
