using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Model;

internal enum FhirKind
{
    Primitive,
    Complex,
    Resource,
}

/// <summary>A type of FHIR R4: primitive, data type, backbone (named by its path, <c>Patient.contact</c>) or resource.</summary>
internal sealed class FhirType
{
    private readonly Lazy<Dictionary<string, FhirElement>> _elements;

    internal FhirType(string name, FhirKind kind, Func<IEnumerable<FhirElement>> elements)
    {
        Name = name;
        Kind = kind;
        _elements = new(() => elements().ToDictionary(e => e.Name, StringComparer.Ordinal));
    }

    public string Name { get; }

    public FhirKind Kind { get; }

    public bool IsPrimitive => Kind == FhirKind.Primitive;

    public IEnumerable<FhirElement> Elements => _elements.Value.Values;

    /// <summary>The element of exactly this name, or null.</summary>
    public FhirElement? Element(string name) => _elements.Value.GetValueOrDefault(name);

    /// <summary>How a value of this type stands in JSON.</summary>
    public JsonKind JsonKind => !IsPrimitive
        ? JsonKind.Object
        : Name switch
        {
            "boolean" => JsonKind.Boolean,
            "integer" or "positiveInt" or "unsignedInt" => JsonKind.Integer,
            "decimal" => JsonKind.Decimal,
            _ => JsonKind.Text,
        };

    public override string ToString() => Name;
}

/// <summary>An element of a type.</summary>
/// <param name="Name">Without <c>[x]</c>.</param>
/// <param name="IsList">Upper bound above one.</param>
/// <param name="IsChoice"><c>value[x]</c>: the JSON property is the name followed by the type's.</param>
/// <param name="TypeSource">Asked once, when needed: reading a type costs time at start-up.</param>
internal sealed record FhirElement(string Name, bool IsList, bool IsChoice, Lazy<IReadOnlyList<FhirType>> TypeSource)
{
    /// <summary>One type, or all types of a choice.</summary>
    public IReadOnlyList<FhirType> Types => TypeSource.Value;

    public string JsonName(FhirType type) =>
        IsChoice ? $"{Name}{char.ToUpperInvariant(type.Name[0])}{type.Name[1..]}" : Name;
}
