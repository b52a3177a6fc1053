using System.Security.Cryptography;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>How much of a value was found.</summary>
internal enum CutState
{
    /// <summary>All of it is in the window.</summary>
    Whole,

    /// <summary>The content ended in it.</summary>
    Broken,

    /// <summary>It is longer than a record may be, and was passed over.</summary>
    TooLarge,
}

/// <summary>A value cut out of the content.</summary>
/// <param name="State">How much was found.</param>
/// <param name="Start">Its first byte in the window (<see cref="CutState.Whole"/> only).</param>
/// <param name="End">The byte after it.</param>
/// <param name="Offset">Its first byte in the content.</param>
/// <param name="Hash">SHA-256, for a value that is not in the window.</param>
internal readonly record struct Cut(CutState State, int Start, int End, long Offset, byte[]? Hash)
{
    public int Length => End - Start;
}

/// <summary>Cuts a stream of JSON into values, however long the stream is.</summary>
internal sealed class JsonCutter(ByteWindow window, int maxBytes)
{
    /// <summary>Steps over white space; the next byte, or -1 at the end.</summary>
    public int Peek()
    {
        while (true)
        {
            var index = window.Rest.IndexOfAnyExcept(" \n\r\t"u8);
            if (index >= 0)
            {
                window.Start += index;
                return window.Data[window.Start];
            }

            window.Start = window.End;
            if (!window.Fill())
            {
                return -1;
            }
        }
    }

    /// <summary>Steps over one byte.</summary>
    public void Skip() => window.Start++;

    /// <summary>The place of the next byte in the content.</summary>
    public long Offset => window.Offset(window.Start);

    /// <summary>Cuts the value at the window's start. The window goes on behind it.</summary>
    public Cut Take()
    {
        var first = window.Data[window.Start];
        return (first | 0x20) == '{' ? TakeNested() : first == '"' ? TakeString() : TakeRun(" \n\r\t,]}{[\""u8, 1);
    }

    /// <summary>Cuts everything up to the next place where an object may begin, or the end.</summary>
    public Cut TakeJunk() => TakeRun("{"u8, 1);

    private Cut TakeNested()
    {
        var finder = new BoundaryFinder();
        var searched = 0;
        while (true)
        {
            var end = finder.Find(window.Rest[searched..]);
            if (end >= 0)
            {
                return Whole(searched + end);
            }

            searched = window.End - window.Start;
            if (searched > maxBytes)
            {
                return PassOver(finder, searched);
            }

            if (!window.Fill())
            {
                return Broken();
            }
        }
    }

    private Cut TakeString()
    {
        for (var searched = 1; ;)
        {
            var rest = window.Rest;
            while (searched < rest.Length && rest[searched..].IndexOfAny("\"\\\n"u8) is >= 0 and var index)
            {
                searched += index;
                if (rest[searched] == '"')
                {
                    return Whole(searched + 1);
                }

                if (rest[searched] == '\n')
                {
                    return Whole(searched);
                }

                searched += 2;
            }

            searched = Math.Max(searched, rest.Length);
            if (searched > maxBytes || !window.Fill())
            {
                return Broken();
            }
        }
    }

    private Cut TakeRun(ReadOnlySpan<byte> stops, int searched)
    {
        while (true)
        {
            var rest = window.Rest;
            var index = rest[searched..].IndexOfAny(stops);
            if (index >= 0)
            {
                return Whole(searched + index);
            }

            searched = rest.Length;
            if (searched > maxBytes)
            {
                var wanted = stops.ToArray();
                return PassOver(bytes => bytes.IndexOfAny(wanted), searched);
            }

            if (!window.Fill())
            {
                return Whole(searched);
            }
        }
    }

    private Cut Whole(int length)
    {
        var start = window.Start;
        var offset = window.Offset(start);
        window.Start += length;
        return length > maxBytes
            ? new Cut(CutState.TooLarge, start, start, offset, SHA256.HashData(window.Data.AsSpan(start, length)))
            : new Cut(CutState.Whole, start, start + length, offset, null);
    }

    private Cut Broken()
    {
        var cut = new Cut(CutState.Broken, 0, 0, window.Offset(window.Start), SHA256.HashData(window.Rest));
        window.Start = window.End;
        return cut;
    }

    private Cut PassOver(BoundaryFinder finder, int searched) => PassOver(rest => finder.Find(rest), searched);

    /// <summary>Reads to the end of a value that is too long to be held.</summary>
    private Cut PassOver(Func<ReadOnlySpan<byte>, int> find, int searched)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var offset = window.Offset(window.Start);
        hash.AppendData(window.Rest[..searched]);
        window.Start += searched;
        while (window.Fill())
        {
            var end = find(window.Rest);
            var length = end < 0 ? window.End - window.Start : end;
            hash.AppendData(window.Rest[..length]);
            window.Start += length;
            if (end >= 0)
            {
                return new Cut(CutState.TooLarge, 0, 0, offset, hash.GetHashAndReset());
            }
        }

        return new Cut(CutState.Broken, 0, 0, offset, hash.GetHashAndReset());
    }
}
