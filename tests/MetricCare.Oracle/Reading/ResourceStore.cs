using System.Text.Json;

namespace MetricCare.Oracle.Reading;

/// <summary>The current version of every resource, and the resolution of references between them.</summary>
internal sealed class ResourceStore
{
    private readonly Dictionary<string, SortedDictionary<string, SourceResource>> _byType = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string Identifier), string> _byIdentifier = [];

    public ResourceStore(SourceFiles source)
    {
        foreach (var versions in source.Resources.GroupBy(resource => (resource.Type, resource.Id)))
        {
            var current = versions.OrderBy(v => v.Updated).ThenBy(v => v.Version).ThenBy(v => v.File, StringComparer.Ordinal).ThenBy(v => v.Line).Last();
            if (!source.Deletions.Any(deletion => deletion.Type == current.Type && deletion.Id == current.Id && deletion.At >= current.Updated))
            {
                Of(current.Type).Add(current.Id, current);
            }
        }

        foreach (var resource in _byType.Values.SelectMany(resources => resources.Values))
        {
            foreach (var key in from i in resource.Json.Items("identifier") let key = KeyOf(i) where key is not null select key)
            {
                _byIdentifier.TryAdd((resource.Type, key), resource.Id);
            }
        }
    }

    public IEnumerable<SourceResource> All(string type) => Of(type).Values;

    public SourceResource? Find(string type, string id) => Of(type).GetValueOrDefault(id);

    /// <summary>
    /// The id of the resource of <paramref name="type"/> that a Reference of <paramref name="owner"/> means. Null when it means another type or nothing.
    /// A conditional or logical reference that nothing resolves gives null, and its <c>system|value</c> in <paramref name="unresolved"/>.
    /// </summary>
    public string? Resolve(SourceResource owner, JsonElement? reference, string type, out string? unresolved)
    {
        unresolved = null;
        if (reference is not { } r)
        {
            return null;
        }

        if (r.Text("reference") is { } text)
        {
            if (text.StartsWith("urn:", StringComparison.Ordinal))
            {
                return owner.Urns is not null && owner.Urns.TryGetValue(text, out var target) && target.Type == type ? target.Id : null;
            }

            const string Query = "?identifier=";
            if (text.IndexOf(Query, StringComparison.Ordinal) is > 0 and var at)
            {
                return text[..at] == type ? ByIdentifier(type, Uri.UnescapeDataString(text[(at + Query.Length)..]), out unresolved) : null;
            }

            var parts = text.Split('/');
            var history = Array.IndexOf(parts, "_history");
            var end = history > 0 ? history : parts.Length;
            return end >= 2 && parts[end - 2] == type ? parts[end - 1] : null;
        }

        return r.Get("identifier") is { } identifier && KeyOf(identifier) is { } key && (r.Text("type") ?? type) == type
            ? ByIdentifier(type, key, out unresolved)
            : null;
    }

    public string? Resolve(SourceResource owner, JsonElement? reference, string type) => Resolve(owner, reference, type, out _);

    private string? ByIdentifier(string type, string key, out string? unresolved)
    {
        var id = _byIdentifier.GetValueOrDefault((type, key));
        unresolved = id is null ? key : null;
        return id;
    }

    private static string? KeyOf(JsonElement identifier) =>
        identifier.Text("value") is { } value ? $"{identifier.Text("system")}|{value}" : null;

    private SortedDictionary<string, SourceResource> Of(string type) =>
        _byType.TryGetValue(type, out var resources) ? resources : _byType[type] = new SortedDictionary<string, SourceResource>(StringComparer.Ordinal);
}
