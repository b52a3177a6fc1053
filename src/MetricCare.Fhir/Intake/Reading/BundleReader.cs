using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Reads the entries of a Bundle, twice: first their addresses, then what they hold.</summary>
internal sealed class BundleReader(RecordTaker taker, JsonWalker walker, IReadOnlySet<string> wantedTypes)
{
    /// <summary>Objects and arrays around a resource of a Bundle.</summary>
    public const int Levels = 3;

    private const string NoResource = "Bundle.entry";

    private readonly BundleReferences _references = new();
    private BundleEntry _entry;
    private long? _updated;
    private long? _timestamp;
    private bool _isUpdatedValid;

    /// <summary>Forgets the Bundle before.</summary>
    public void Begin()
    {
        _references.Clear();
        (_updated, _timestamp, _isUpdatedValid) = (null, null, true);
    }

    /// <summary>Takes a Bundle that stands in the place of a record: all of it is well-formed, or it is one reject.</summary>
    public void Take(byte[] data, int start, int end, in Place place)
    {
        using var terminated = new Terminated(data, end);
        ref var b = ref MemoryMarshal.GetArrayDataReference(data);
        var first = JsonWalker.Blank(ref b, start);
        var next = walker.Value(ref b, first, 0);
        if (next < 0 || JsonWalker.Blank(ref b, next) != end)
        {
            taker.Reject(place, SHA256.HashData(data.AsSpan(start, end - start)), next < 0 ? walker.Fault : RejectCode.TrailingData);
            return;
        }

        Begin();
        var line = place;
        var entries = new List<(int Start, int End)>();
        for (var members = new JsonMembers(walker, data, first, 1); members.MoveNext();)
        {
            if (!members.Key.SequenceEqual("entry"u8))
            {
                LearnMember(members.Key, data, members.ValueStart, members.ValueEnd);
            }
            else if (members.First == '[')
            {
                Elements(ref b, members.ValueStart, entries);
            }
            else
            {
                taker.Reject(place, SHA256.HashData(data.AsSpan(start, end - start)), RejectCode.WrongShape, NoResource);
            }
        }

        foreach (var entry in entries)
        {
            LearnEntry(data, entry.Start, entry.End);
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var offset = place.Offset + (entries[i].Start - start);
            TakeEntry(data, entries[i].Start, entries[i].End, new Place(line.Line, offset, i));
        }
    }

    /// <summary>Learns what a property of the Bundle itself says about its entries.</summary>
    public void LearnMember(ReadOnlySpan<byte> key, byte[] data, int start, int end)
    {
        using var terminated = new Terminated(data, end);
        if (key.SequenceEqual("meta"u8) && data[start] == '{')
        {
            for (var members = new JsonMembers(walker, data, start, 2); members.MoveNext();)
            {
                if (members.Key.SequenceEqual("lastUpdated"u8))
                {
                    _isUpdatedValid = FhirTime.TryInstant(members.Text, out var micros);
                    _updated = micros;
                }
            }
        }
        else if (key.SequenceEqual("timestamp"u8) && data[start] == '"' && FhirTime.TryInstant(data.AsSpan(start + 1, end - start - 2), out var micros))
        {
            _timestamp = micros;
        }
    }

    /// <summary>Learns the address of an entry.</summary>
    public void LearnEntry(byte[] data, int start, int end)
    {
        using var terminated = new Terminated(data, end);
        if (BundleEntry.Read(walker, data, start, out _entry) is not null || _entry.Resource is not { } resource || _entry.FullUrl.Length == 0)
        {
            return;
        }

        byte[]? type = null, id = null;
        for (var members = new JsonMembers(walker, data, resource.Start.Value, Levels + 1); (type is null || id is null) && members.MoveNext();)
        {
            if (members.Key.SequenceEqual("resourceType"u8))
            {
                type = members.Text.ToArray();
            }
            else if (members.Key.SequenceEqual("id"u8))
            {
                id = members.Text.ToArray();
            }
        }

        if (type is { Length: > 0 } && id is { Length: > 0 })
        {
            _references.Add(_entry.FullUrl, type, id);
        }
    }

    public void TakeEntry(byte[] data, int start, int end, in Place place)
    {
        var whole = data.AsSpan(start, end - start);
        if (!Utf8.IsValid(whole))
        {
            taker.Reject(place, SHA256.HashData(whole), RejectCode.InvalidUtf8);
            return;
        }

        RejectCode? fault;
        using (new Terminated(data, end))
        {
            fault = BundleEntry.Read(walker, data, start, out _entry);
        }

        if (fault is { } code)
        {
            taker.Reject(place, SHA256.HashData(whole), code);
        }
        else if (_entry.IsDeletion)
        {
            TakeDeletion(place, SHA256.HashData(whole));
        }
        else if (_entry.ResourceValue is { } resource)
        {
            var at = place with { Offset = place.Offset + (resource.Start.Value - start) };
            if (!taker.TryTake(data, resource.Start.Value, resource.End.Value, at, _references))
            {
                taker.Ignore("Bundle");
            }
        }
        else
        {
            taker.Ignore(NoResource);
        }
    }

    private void TakeDeletion(in Place place, byte[] hash)
    {
        var (type, id) = BundleEntry.Target(_entry.Url);
        if (type.Length == 0)
        {
            taker.Reject(place, hash, RejectCode.InvalidValue, ".request.url");
        }
        else if (!wantedTypes.Contains(type))
        {
            taker.Ignore(type);
        }
        else if (_entry.LastModified is null && !_isUpdatedValid)
        {
            taker.Reject(place, hash, RejectCode.InvalidValue, ".request");
        }
        else
        {
            taker.Delete(type, id, _entry.LastModified ?? _updated ?? _timestamp ?? long.MinValue, place);
        }
    }

    private void Elements(ref byte b, int pos, List<(int Start, int End)> found)
    {
        pos = JsonWalker.Blank(ref b, pos + 1);
        while (JsonWalker.At(ref b, pos) != ']')
        {
            var end = walker.Value(ref b, pos, 2);
            found.Add((pos, end));
            pos = JsonWalker.Blank(ref b, end);
            pos = JsonWalker.At(ref b, pos) == ',' ? JsonWalker.Blank(ref b, pos + 1) : pos;
        }
    }

    /// <summary>Puts the 0 behind a value that walkers end at, and takes it away again.</summary>
    private readonly ref struct Terminated
    {
        private readonly byte[] _data;
        private readonly int _end;
        private readonly byte _after;

        public Terminated(byte[] data, int end)
        {
            (_data, _end, _after) = (data, end, data[end]);
            data[end] = 0;
        }

        public void Dispose() => _data[_end] = _after;
    }
}
