namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>What a property name of the source means within its object.</summary>
/// <param name="name">The name in the source, for paths.</param>
internal sealed class PlanEntry(string name)
{
    public string Name { get; } = name;

    /// <summary>The node that the value is read as; null when the name matters for other reasons.</summary>
    public PlanNode? Node { get; set; }

    /// <summary>Ways in which an R5 shape is read, and the shape that takes them.</summary>
    public List<Route> Routes { get; } = [];

    public Shape RouteFor { get; set; }

    /// <summary>The name alone says that the record is R5.</summary>
    public bool IsR5 { get; set; }

    /// <summary>The part that it plays in every resource.</summary>
    public IdentityPart Part { get; set; }

    /// <summary>As <see cref="PlanNode.SeenIn"/>, for names that have no node.</summary>
    public long SeenIn { get; set; }
}

/// <summary>Properties that identify a resource, read whether a view asks or not.</summary>
internal enum IdentityPart
{
    None,
    ResourceType,
    Id,
    Meta,
}

/// <summary>Shape of a JSON value.</summary>
internal enum Shape
{
    None,
    Any,
    Array,
    Object,
}
