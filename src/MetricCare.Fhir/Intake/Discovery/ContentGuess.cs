using MetricCare.Fhir.Intake.Reading;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Discovery;

/// <summary>Whether a file of a folder is worth reading.</summary>
internal static class ContentGuess
{
    private const int HeadBytes = 64 * 1024;
    private const int SmallBytes = 4 * 1024 * 1024;

    private static readonly string[] Endings = [".json", ".ndjson", ".jsonl"];

    /// <summary>Why the file is to be skipped; null when it is to be read, which includes every file that cannot be read now.</summary>
    public static SkipReason? Of(string path)
    {
        var isNamedJson = IsNamedJson(path);
        using var content = new FileContent(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), hashed: false);
        var bytes = new byte[HeadBytes];
        var length = Fill(content, bytes, 0);
        if (content.Fault is RejectCode.UnreadableFile)
        {
            return null;
        }

        var head = bytes.AsSpan(0, length);
        if (head.StartsWith("\uFEFF"u8))
        {
            head = head[3..];
        }

        head = head.TrimStart(" \n\r\t"u8);
        if (!isNamedJson)
        {
            return BeginsLikeRecords(head) ? null : SkipReason.NotJson;
        }

        return head.StartsWith("{"u8) && head.IndexOf("\"resourceType\""u8) < 0 && IsNotFhir(content, head) ? SkipReason.NotFhir : null;
    }

    private static bool IsNamedJson(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>An object, or an array of objects: not, say, a page that begins with a link in brackets.</summary>
    private static bool BeginsLikeRecords(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        var inner = head[1..].TrimStart(" \n\r\t"u8);
        return !inner.IsEmpty && (head[0] == '[' ? inner[0] == '{' : inner[0] == '"');
    }

    private static bool IsNotFhir(FileContent content, ReadOnlySpan<byte> head)
    {
        var bytes = new byte[SmallBytes + JsonWalker.Padding];
        head.CopyTo(bytes);
        var length = Fill(content, bytes.AsSpan(0, SmallBytes), head.Length);
        if (length == SmallBytes || content.Fault is not null)
        {
            return false;
        }

        var members = new JsonMembers(new JsonWalker(1000), bytes, 0, 1);
        while (members.MoveNext())
        {
            if (members.Key.SequenceEqual("resourceType"u8) || members.Key.SequenceEqual("id"u8) || members.Key.SequenceEqual("entry"u8))
            {
                return false;
            }
        }

        return members.End >= 0 && bytes.AsSpan(members.End, length - members.End).Trim(" \n\r\t"u8).IsEmpty;
    }

    private static int Fill(FileContent content, Span<byte> bytes, int length)
    {
        while (length < bytes.Length && content.Read(bytes[length..]) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }
}
