using System.Buffers.Binary;
using System.Security.Cryptography;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>The addresses (<c>fullUrl</c>) of a Bundle's entries whose address is not simply the one of a server followed by type and id.</summary>
/// <remarks>Kept small, for Bundles of millions of entries: half a SHA-256 stands for an address.</remarks>
internal sealed class BundleReferences : IReferenceMap
{
    private readonly Dictionary<UInt128, (int Start, int Length)> _places = [];
    private readonly ByteSink _names = new(4096);

    public void Clear()
    {
        _places.Clear();
        _names.Clear();
    }

    /// <summary>Notes an entry; the first of several with one address counts.</summary>
    public void Add(ReadOnlySpan<byte> address, ReadOnlySpan<byte> type, ReadOnlySpan<byte> id)
    {
        address = WithoutVersion(address);
        var start = _names.Length;
        _names.Write(type);
        _names.Write((byte)'/');
        _names.Write(id);
        var name = _names.Written[start..];
        var isPlain = address.EndsWith(name) && (address.Length == name.Length || address[^(name.Length + 1)] == '/');
        if (isPlain || !_places.TryAdd(KeyOf(address), (start, name.Length)))
        {
            _names.Cut(start);
        }
    }

    public ReadOnlySpan<byte> Resolve(ReadOnlySpan<byte> address)
    {
        if (_places.Count == 0 || !(address.StartsWith("urn:"u8) || address.StartsWith("http"u8)))
        {
            return [];
        }

        return _places.TryGetValue(KeyOf(WithoutVersion(address)), out var place) ? _names.Written.Slice(place.Start, place.Length) : [];
    }

    private static ReadOnlySpan<byte> WithoutVersion(ReadOnlySpan<byte> address)
    {
        var history = address.LastIndexOf("/_history/"u8);
        return history < 0 ? address : address[..history];
    }

    private static UInt128 KeyOf(ReadOnlySpan<byte> address)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(address, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
