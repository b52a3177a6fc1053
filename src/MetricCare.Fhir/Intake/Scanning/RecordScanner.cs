using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using System.Text;
using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>What a record turned out to be.</summary>
internal enum RecordKind
{
    /// <summary>A resource that a view reads: <see cref="RecordScanner.Body"/> holds its projection.</summary>
    Accepted,

    /// <summary>A resource of a type that no view reads.</summary>
    Ignored,

    /// <summary>A container; only its start has been looked at.</summary>
    Bundle,

    /// <summary>Not a resource: <see cref="RecordScanner.Fault"/> says why.</summary>
    Rejected,
}

/// <summary>Checks one record at a time and projects it to the narrow schema of its type. For one thread.</summary>
/// <remarks>
/// The buffer of a record must go on for <see cref="JsonWalker.Padding"/> bytes after its end; the byte at its end is overwritten during the
/// scan and put back. Results are those of the last record.
/// </remarks>
internal sealed partial class RecordScanner
{
    private const int LargeBody = 16 * 1024 * 1024;

    private readonly KeyTable<TypePlan> _types;
    private readonly JsonWalker _json;
    private readonly int _maxBytes;
    private readonly List<string> _path = [];
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _typeNames =
        new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private byte[] _scratch = new byte[1024];
    private byte[] _data = [];
    private IReferenceMap? _references;
    private long _object;
    private int _splitAt;
    private int _splitCount;

    public RecordScanner(IReadOnlyList<NarrowSchema> schemas, int maxDepth, int maxRecordBytes)
    {
        _types = new KeyTable<TypePlan>(schemas.Select((schema, index) => KeyValuePair.Create(schema.ResourceType, new TypePlan(schema, index))));
        _json = new JsonWalker(maxDepth);
        _maxBytes = maxRecordBytes;
    }

    /// <summary>The projected properties, each with a comma before it.</summary>
    public ByteSink Body { get; } = new(64 * 1024);

    /// <summary>Place of the accepted record's type among the wanted ones.</summary>
    public int TypeIndex { get; private set; }

    /// <summary>The type of an accepted or ignored record.</summary>
    public string TypeName { get; private set; } = "";

    public long Updated { get; private set; }

    public long Version { get; private set; }

    public bool IsR5 { get; private set; }

    public RejectCode Fault { get; private set; }

    /// <summary>Path of the element at fault, null when there is none to name.</summary>
    public string? FaultPath { get; private set; }

    public RecordKind Scan(byte[] data, int start, int end, IReferenceMap? references)
    {
        var after = data[end];
        data[end] = 0;
        _data = data;
        _references = references;
        try
        {
            return ScanTerminated(start, end);
        }
        finally
        {
            data[end] = after;
        }
    }

    /// <summary>The bytes are one well-formed object that names its type.</summary>
    public bool IsResource(byte[] data, int start, int end)
    {
        var after = data[end];
        data[end] = 0;
        _data = data;
        ref var b = ref MemoryMarshal.GetArrayDataReference(_data);
        var isResource = data[start] == '{' && IsWhole(ref b, start, end, out _) && FindType(ref b, start, out _);
        data[end] = after;
        return isResource;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RecordKind ScanTerminated(int start, int end)
    {
        _path.Clear();
        FaultPath = null;
        IsR5 = false;
        Updated = long.MinValue;
        Version = 0;
        if (!Utf8.IsValid(_data.AsSpan(start, end - start)))
        {
            return Reject(RejectCode.InvalidUtf8);
        }

        ref var b = ref MemoryMarshal.GetArrayDataReference(_data);
        var pos = JsonWalker.Blank(ref b, start);
        if (JsonWalker.At(ref b, pos) != '{')
        {
            return Reject(IsWhole(ref b, pos, end, out var fault) ? RejectCode.NotAnObject : fault);
        }

        if (!FindType(ref b, pos, out var span))
        {
            return RejectAfterCheck(ref b, pos, end, _json.Fault);
        }

        if (span.SequenceEqual("Bundle"u8))
        {
            return RecordKind.Bundle;
        }

        if (_types.Find(ref MemoryMarshal.GetReference(span), span.Length) is not { } plan)
        {
            var isTypeName = IsTypeName(span);
            TypeName = isTypeName ? NameOf(span) : "";
            if (!IsWhole(ref b, pos, end, out var fault))
            {
                return Reject(fault);
            }

            return isTypeName ? RecordKind.Ignored : Reject(RejectCode.NoResourceType);
        }

        Body.Clear();
        Body.Shrink(LargeBody);
        var next = Resource(ref b, plan, pos);
        if (next < 0)
        {
            return RejectAfterCheck(ref b, pos, end, _json.Fault, plan);
        }

        if (JsonWalker.Blank(ref b, next) != end)
        {
            return Reject(RejectCode.TrailingData);
        }

        TypeIndex = plan.Index;
        TypeName = plan.ResourceType;
        return RecordKind.Accepted;
    }

    /// <summary>The record is one JSON value and nothing else.</summary>
    private bool IsWhole(ref byte b, int pos, int end, out RejectCode fault)
    {
        var next = _json.Value(ref b, pos, 0);
        fault = next < 0 ? _json.Fault : RejectCode.TrailingData;
        return next >= 0 && JsonWalker.Blank(ref b, next) == end;
    }

    /// <summary>A record that is no JSON at all is told so, wherever its first other fault stands.</summary>
    private RecordKind RejectAfterCheck(ref byte b, int pos, int end, RejectCode code, TypePlan? plan = null)
    {
        if (code is RejectCode.InvalidJson or RejectCode.InvalidUtf8 or RejectCode.TooDeep)
        {
            return Reject(code);
        }

        if (!IsWhole(ref b, pos, end, out var fault))
        {
            return Reject(fault);
        }

        if (plan is not null && _path.Count > 0)
        {
            _path.Add(plan.ResourceType);
            _path.Reverse();
            FaultPath = string.Concat(_path);
        }

        return Reject(code);
    }

    private RecordKind Reject(RejectCode code)
    {
        Fault = code;
        return RecordKind.Rejected;
    }

    private string NameOf(ReadOnlySpan<byte> type)
    {
        Span<char> letters = stackalloc char[64];
        letters = letters[..Encoding.ASCII.GetChars(type, letters)];
        if (!_typeNames.TryGetValue(letters, out var name))
        {
            name = letters.ToString();
            _typeNames[letters] = name;
        }

        return name;
    }

    /// <summary>Looks like the name of a FHIR type, so that a report may show it.</summary>
    private static bool IsTypeName(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 2 or > 64 || name[0] is < (byte)'A' or > (byte)'Z')
        {
            return false;
        }

        foreach (var letter in name)
        {
            if ((letter | 0x20) is < 'a' or > 'z')
            {
                return false;
            }
        }

        return true;
    }

    private int Fail(RejectCode code) => _json.Fail(code);

    private int Fail(RejectCode code, string segment)
    {
        _path.Add(segment);
        return _json.Fail(code);
    }

    /// <summary>Names the place of a fault while the scan unwinds.</summary>
    private int Within(string segment)
    {
        _path.Add(segment);
        return JsonWalker.Failed;
    }
}
