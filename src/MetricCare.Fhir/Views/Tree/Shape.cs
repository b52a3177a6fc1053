using MetricCare.Core.Schema;
using MetricCare.Fhir.Model;

namespace MetricCare.Fhir.Views.Tree;

/// <summary>The properties of one kind of object that a view was seen to use. Grows while paths are typed.</summary>
internal sealed class Shape(FhirType type, string path)
{
    private readonly SortedDictionary<string, ShapeProperty> _properties = new(StringComparer.Ordinal);

    public FhirType Type { get; } = type;

    /// <summary>Names the shape within the view, the same in every typing of it.</summary>
    public string Path { get; } = path;

    /// <summary>Where objects of this shape stand in another; null for the resource itself and for the nodes of a repeat.</summary>
    public ShapeProperty? Origin { get; init; }

    public IReadOnlyCollection<ShapeProperty> Properties => _properties.Values;

    /// <summary>The property of this JSON name, which from now on is read.</summary>
    /// <param name="name">JSON name.</param>
    /// <param name="isList">It holds an array.</param>
    /// <param name="type">Its FHIR type.</param>
    /// <param name="isSibling">It is the <c>_name</c> beside a primitive: an object of <c>id</c> and <c>extension</c>.</param>
    public ShapeProperty Use(string name, bool isList, FhirType type, bool isSibling = false)
    {
        if (!_properties.TryGetValue(name, out var property))
        {
            property = new ShapeProperty(name, isList, type, $"{Path}/{name}", isSibling);
            _properties.Add(name, property);
        }

        property.Uses++;
        return property;
    }

    /// <summary>Takes one use back: only the property's sibling turned out to be wanted.</summary>
    public static void Release(ShapeProperty property) => property.Uses--;

    public IReadOnlyList<NarrowNode> ToNodes() => [.. _properties.Values.Where(p => p.Uses > 0).Select(p => p.ToNode())];
}

/// <summary>One property of a <see cref="Shape"/>.</summary>
internal sealed class ShapeProperty
{
    private static readonly NarrowNode Id = new("id", JsonKind.Text, false, "string", []);

    internal ShapeProperty(string name, bool isList, FhirType type, string path, bool isSibling)
    {
        (Name, IsList, Type, Path, IsSibling) = (name, isList, type, path, isSibling);
        Children = isSibling || !type.IsPrimitive ? new Shape(type, path) { Origin = this } : null;
    }

    public string Name { get; }

    public bool IsList { get; }

    public FhirType Type { get; }

    public string Path { get; }

    public bool IsSibling { get; }

    /// <summary>What is read of the object; null for a primitive.</summary>
    public Shape? Children { get; }

    public int Uses { get; set; }

    /// <summary>The JSON itself is wanted, so it is read as text.</summary>
    public bool Raw { get; set; }

    public NarrowNode ToNode()
    {
        if (Children is null)
        {
            return new(Name, Type.JsonKind, IsList, Type.Name, []);
        }

        var type = IsSibling ? "Element" : Type.Name;
        if (Raw)
        {
            return new(Name, JsonKind.Json, IsList, type, []);
        }

        // Asked for existence only: an object must have a field to be read as one, and one of Object and Json would not merge with another view's reading.
        var nodes = Children.ToNodes();
        return new(Name, JsonKind.Object, IsList, type, nodes.Count > 0 ? nodes : [Id]);
    }
}
