using System.Runtime.InteropServices;
using System.Text;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>One entry of a Bundle.</summary>
internal struct BundleEntry
{
    /// <summary>Where its resource stands, whatever that is.</summary>
    public Range? ResourceValue { get; private set; }

    /// <summary>Where its resource stands, if it is an object.</summary>
    public readonly Range? Resource => _isObject ? ResourceValue : null;

    public byte[] FullUrl { get; private set; }

    public bool IsDeletion { get; private set; }

    public string Url { get; private set; }

    /// <summary>Microseconds since 1970; null when not said.</summary>
    public long? LastModified { get; private set; }

    private bool _isObject;

    /// <summary>Reads an entry that ends with a 0. Gives the reason when it is none.</summary>
    public static RejectCode? Read(JsonWalker walker, byte[] data, int start, out BundleEntry entry)
    {
        entry = new BundleEntry { FullUrl = [], Url = "" };
        ref var b = ref MemoryMarshal.GetArrayDataReference(data);
        if (data[start] != '{')
        {
            return walker.Value(ref b, start, BundleReader.Levels - 1) < 0 ? walker.Fault : RejectCode.NotAnObject;
        }

        var members = new JsonMembers(walker, data, start, BundleReader.Levels);
        while (members.MoveNext())
        {
            var isObject = members.First == '{';
            switch (members.Key)
            {
                case var key when key.SequenceEqual("fullUrl"u8):
                    entry.FullUrl = members.Text.ToArray();
                    break;
                case var key when key.SequenceEqual("resource"u8):
                    entry.ResourceValue = new Range(members.ValueStart, members.ValueEnd);
                    entry._isObject = isObject;
                    break;
                case var key when key.SequenceEqual("request"u8) && isObject:
                    entry.ReadRequest(walker, data, members.ValueStart);
                    break;
                case var key when key.SequenceEqual("response"u8) && isObject:
                    entry.ReadResponse(walker, data, members.ValueStart);
                    break;
                default:
                    break;
            }
        }

        if (members.End < 0)
        {
            return walker.Fault;
        }

        return JsonWalker.At(ref b, JsonWalker.Blank(ref b, members.End)) == 0 ? null : RejectCode.InvalidJson;
    }

    /// <summary>The type and id that an address ends with; empty when it has none, as a search has not.</summary>
    public static (string Type, string Id) Target(string url)
    {
        var history = url.IndexOf("/_history", StringComparison.Ordinal);
        var parts = (history < 0 ? url : url[..history]).Split('/');
        if (url.Contains('?', StringComparison.Ordinal) || parts.Length < 2 || parts[^1].Length is 0 or > 255)
        {
            return ("", "");
        }

        var (type, id) = (parts[^2], parts[^1]);
        return type.Length is > 1 and <= 64 && char.IsAsciiLetterUpper(type[0]) && type.All(char.IsAsciiLetter) && !id.Any(c => c is <= ' ' or '\x7F')
            ? (type, id)
            : ("", "");
    }

    private void ReadRequest(JsonWalker walker, byte[] data, int start)
    {
        for (var members = new JsonMembers(walker, data, start, BundleReader.Levels + 1); members.MoveNext();)
        {
            if (members.Key.SequenceEqual("method"u8))
            {
                IsDeletion = members.Text.SequenceEqual("DELETE"u8);
            }
            else if (members.Key.SequenceEqual("url"u8))
            {
                Url = Encoding.UTF8.GetString(members.Text);
            }
        }
    }

    private void ReadResponse(JsonWalker walker, byte[] data, int start)
    {
        for (var members = new JsonMembers(walker, data, start, BundleReader.Levels + 1); members.MoveNext();)
        {
            if (members.Key.SequenceEqual("lastModified"u8) && FhirTime.TryInstant(members.Text, out var micros))
            {
                LastModified = micros;
            }
        }
    }
}
