using System.Text;
using MetricCare.Spark.Rows;

namespace MetricCare.Spark.Workers;

/// <summary>Values as an executor writes and reads them. Lengths are bounded, so that a stranger's bytes are refused and not waited for.</summary>
internal static class WorkerWire
{
    private const int LongestText = 1 << 26;
    private const int MostItems = 1 << 20;

    public static bool ReadBool(Stream stream) => ReadByte(stream) != 0;

    public static string ReadText(Stream stream) => Encoding.UTF8.GetString(ReadBytes(stream, LongestText));

    public static void WriteText(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        BigEndian.WriteInt32(stream, bytes.Length);
        stream.Write(bytes);
    }

    public static byte[] ReadBytes(Stream stream, int longest = int.MaxValue)
    {
        var length = BigEndian.ReadInt32(stream);
        if (length < 0 || length > longest)
        {
            throw new InvalidDataException($"A length of {length} was announced.");
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A number of items to come.</summary>
    public static int ReadCount(Stream stream) =>
        BigEndian.ReadInt32(stream) is >= 0 and <= MostItems and var count ? count : throw new InvalidDataException("A number of items was announced that cannot be.");

    public static Dictionary<string, string> ReadPairs(Stream stream)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var count = ReadCount(stream); count > 0; count--)
        {
            var key = ReadText(stream);
            pairs[key] = ReadText(stream);
        }

        return pairs;
    }

    private static int ReadByte(Stream stream) => stream.ReadByte() is >= 0 and var value ? value : throw new EndOfStreamException("The task ends in the middle.");
}
