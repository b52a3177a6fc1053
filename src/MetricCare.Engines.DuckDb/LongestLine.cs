namespace MetricCare.Engines.DuckDb;

/// <summary>How long the lines of files are at most, found without reading the files whole.</summary>
internal static class LongestLine
{
    /// <summary>DuckDB's own default, less the line break; it needs buffers of this size per thread.</summary>
    private const int Usual = (16 * 1024 * 1024) - 1;

    private const int BlockSize = 64 * 1024;

    /// <summary>A number of bytes that no line with its line break exceeds: DuckDB's own default when that holds.</summary>
    public static long Bound(IReadOnlyList<string> files, CancellationToken cancel) => Bound(files, Usual, BlockSize, cancel);

    internal static long Bound(IReadOnlyList<string> files, int usual, int blockSize, CancellationToken cancel)
    {
        var longest = (long)usual + 1;
        foreach (var file in files)
        {
            if (new FileInfo(file).Length > usual)
            {
                longest = Math.Max(longest, Bound(file, usual, blockSize, cancel));
            }
        }

        return longest;
    }

    private static long Bound(string file, int usual, int blockSize, CancellationToken cancel)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var block = new byte[blockSize];
        var longest = 0L;
        var lineStart = 0L;
        while (lineStart < stream.Length)
        {
            cancel.ThrowIfCancellationRequested();

            // The last line break within the usual length starts the next stretch: all lines before it are shorter.
            var next = LastBreak(stream, block, lineStart, Math.Min(stream.Length, lineStart + usual))
                ?? FirstBreak(stream, block, lineStart + usual, cancel)
                ?? stream.Length;
            longest = Math.Max(longest, next - lineStart);
            lineStart = next + 1;
        }

        return longest + 1;
    }

    private static long? LastBreak(FileStream stream, byte[] block, long from, long to)
    {
        while (to > from)
        {
            var start = Math.Max(from, to - block.Length);
            var span = block.AsSpan(0, (int)(to - start));
            stream.Position = start;
            stream.ReadExactly(span);
            var found = span.LastIndexOf((byte)'\n');
            if (found >= 0)
            {
                return start + found;
            }

            to = start;
        }

        return null;
    }

    private static long? FirstBreak(FileStream stream, byte[] block, long from, CancellationToken cancel)
    {
        stream.Position = Math.Min(from, stream.Length);
        while (stream.Read(block) is > 0 and var read)
        {
            cancel.ThrowIfCancellationRequested();
            var found = block.AsSpan(0, read).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return stream.Position - read + found;
            }
        }

        return null;
    }
}
