namespace MetricCare.Core.Schema;

/// <summary>What a JSON property holds, as far as a typed read must know.</summary>
public enum JsonKind
{
    /// <summary>An object, of which only <see cref="NarrowNode.Children"/> are read.</summary>
    Object,

    /// <summary>A JSON string, read as text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole JSON number, read as a 64-bit integer.</summary>
    Integer,

    /// <summary>A JSON number, read as the text that was written, so that no digit is lost.</summary>
    Decimal,

    /// <summary>Any JSON value, read as its text: asked for existence only, or handed on as it is.</summary>
    Json,
}

/// <summary>
/// One property of the narrow typed read: only what the views of a resource type use.
/// It is the contract between the compiler (which says what it reads), the intake (which checks and projects records to it)
/// and the engine (which reads the projected JSON lines with exactly these types).
/// </summary>
/// <param name="Name">The JSON property, case-sensitive.</param>
/// <param name="Kind">What it holds (per item, when <paramref name="IsList"/>).</param>
/// <param name="IsList">The property holds a JSON array.</param>
/// <param name="FhirType">FHIR type name (<c>HumanName</c>, <c>date</c>, …) for the check of values and for messages.</param>
/// <param name="Children">Properties of an object, ordered by name; empty for every other kind.</param>
public sealed record NarrowNode(string Name, JsonKind Kind, bool IsList, string FhirType, IReadOnlyList<NarrowNode> Children)
{
    public bool Equals(NarrowNode? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && IsList == other.IsList
        && FhirType == other.FhirType && Children.SequenceEqual(other.Children);

    public override int GetHashCode() => HashCode.Combine(Name, Kind, IsList, Children.Count);
}

/// <summary>The narrow read of one resource type; the properties are ordered by name.</summary>
public sealed record NarrowSchema(string ResourceType, IReadOnlyList<NarrowNode> Properties)
{
    public bool Equals(NarrowSchema? other) =>
        other is not null && ResourceType == other.ResourceType && Properties.SequenceEqual(other.Properties);

    public override int GetHashCode() => HashCode.Combine(ResourceType, Properties.Count);

    /// <summary>The schema that reads what either of the two reads; JSON as it is wins over the parts of it.</summary>
    /// <exception cref="ArgumentException">Another resource type, or a property of two shapes.</exception>
    public NarrowSchema Merge(NarrowSchema other)
    {
        if (other.ResourceType != ResourceType)
        {
            throw new ArgumentException($"{other.ResourceType} cannot be merged into {ResourceType}.", nameof(other));
        }

        return new NarrowSchema(ResourceType, Merge(Properties, other.Properties));
    }

    private static List<NarrowNode> Merge(IReadOnlyList<NarrowNode> left, IReadOnlyList<NarrowNode> right)
    {
        var merged = new SortedDictionary<string, NarrowNode>(StringComparer.Ordinal);
        foreach (var node in left.Concat(right))
        {
            merged[node.Name] = merged.TryGetValue(node.Name, out var known) ? Merge(known, node) : node;
        }

        return [.. merged.Values];
    }

    private static NarrowNode Merge(NarrowNode left, NarrowNode right)
    {
        if (left.IsList != right.IsList)
        {
            throw new ArgumentException($"Property {left.Name} is read as a list and as a single value.", nameof(right));
        }

        if (left.Kind == right.Kind)
        {
            return left with { Children = Merge(left.Children, right.Children) };
        }

        // One reader wants the JSON itself: it is read as text, and the other opens it.
        if (left.Kind == JsonKind.Json || right.Kind == JsonKind.Json)
        {
            return left.Kind == JsonKind.Json ? left : right;
        }

        throw new ArgumentException($"Property {left.Name} is read as {left.Kind} and as {right.Kind}.", nameof(right));
    }
}
