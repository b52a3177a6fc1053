using System.Collections.Concurrent;
using System.Text;

namespace MetricCare.Fhir.Model;

/// <summary>The types and elements of FHIR R4, each read when it is first asked for.</summary>
/// <remarks>
/// They stand in a table (<c>R4.tsv</c>) that was written from the FHIR library's classes, and a test compares the two, all of it:
/// asking the library itself costs a seventeenth of a second at every start, for its reflection.
/// A line is a type: name, kind, and its elements as <c>name*?=types</c>, <c>*</c> for a list, <c>?</c> for a choice, <c>@</c> for the open types.
/// </remarks>
internal static class R4Model
{
    private const string OpenTypes = "@";

    private static readonly Lazy<Dictionary<string, string>> Lines = new(ReadLines);
    private static readonly ConcurrentDictionary<string, FhirType> Known = new(StringComparer.Ordinal);

    /// <summary>The resource type of exactly this name; null for anything else.</summary>
    public static FhirType? Resource(string name) => Type(name) is { Kind: FhirKind.Resource } type ? type : null;

    /// <summary>The primitive, data type, backbone or resource type of exactly this name, or null.</summary>
    public static FhirType? Type(string name)
    {
        if (Known.TryGetValue(name, out var known))
        {
            return known;
        }

        return name != OpenTypes && Lines.Value.TryGetValue(name, out var line) ? Known.GetOrAdd(name, Read(name, line)) : null;
    }

    private static FhirType Read(string name, string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var kind = line[..tab] switch
        {
            "primitive" => FhirKind.Primitive,
            "resource" => FhirKind.Resource,
            _ => FhirKind.Complex,
        };
        return new(name, kind, () => line[(tab + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Element));
    }

    private static FhirElement Element(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = text[..equals].TrimEnd('*', '?');
        var flags = text[name.Length..equals];
        var types = text[(equals + 1)..];
        return new(name, flags.Contains('*', StringComparison.Ordinal), flags.Contains('?', StringComparison.Ordinal), new(() => Types(types)));
    }

    private static IReadOnlyList<FhirType> Types(string names) =>
        [.. (names == OpenTypes ? Lines.Value[OpenTypes] : names).Split(',').Select(name => Type(name)!)];

    private static Dictionary<string, string> ReadLines()
    {
        using var stream = typeof(R4Model).Assembly.GetManifestResourceStream("MetricCare.Fhir.Model.R4.tsv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = new Dictionary<string, string>(800, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            lines.Add(line[..tab], line[(tab + 1)..]);
        }

        return lines;
    }
}
