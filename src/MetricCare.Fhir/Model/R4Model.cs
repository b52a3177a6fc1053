using System.Collections.Concurrent;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Specification;

namespace MetricCare.Fhir.Model;

/// <summary>The elements of FHIR R4, read from the classes of the FHIR library, each type when it is first asked for.</summary>
/// <remarks>
/// <c>ModelInfo.ModelInspector</c> scans every class when it is first touched (about a quarter of a second), so an inspector of our own imports only what is used.
/// Names are compared exactly: the library's own look-ups ignore case.
/// </remarks>
internal static class R4Model
{
    private static readonly ModelInspector Inspector = new(FhirRelease.R4);
    private static readonly ConcurrentDictionary<Type, FhirType> Known = new();

    private static readonly Dictionary<string, Type> Primitives = new(StringComparer.Ordinal)
    {
        ["base64Binary"] = typeof(Base64Binary),
        ["boolean"] = typeof(FhirBoolean),
        ["canonical"] = typeof(Canonical),
        ["code"] = typeof(Code),
        ["date"] = typeof(Date),
        ["dateTime"] = typeof(FhirDateTime),
        ["decimal"] = typeof(FhirDecimal),
        ["id"] = typeof(Id),
        ["instant"] = typeof(Instant),
        ["integer"] = typeof(Integer),
        ["markdown"] = typeof(Markdown),
        ["oid"] = typeof(Oid),
        ["positiveInt"] = typeof(PositiveInt),
        ["string"] = typeof(FhirString),
        ["time"] = typeof(Time),
        ["unsignedInt"] = typeof(UnsignedInt),
        ["uri"] = typeof(FhirUri),
        ["url"] = typeof(FhirUrl),
        ["uuid"] = typeof(Uuid),
        ["xhtml"] = typeof(XHtml),
    };

    /// <summary>The resource type of exactly this name; null for anything else.</summary>
    public static FhirType? Resource(string name) => Type(name) is { Kind: FhirKind.Resource } type ? type : null;

    /// <summary>The primitive, data type or resource type of exactly this name, or null.</summary>
    public static FhirType? Type(string name)
    {
        if (Primitives.TryGetValue(name, out var primitive))
        {
            return Describe(primitive);
        }

        if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        // Patient is in the R4 assembly; data types and some resources are in Base or Conformance.
        foreach (var assembly in new[] { typeof(Hl7.Fhir.Model.Patient), typeof(ValueSet), typeof(Extension) }.Select(t => t.Assembly).Distinct())
        {
            if (assembly.GetType($"Hl7.Fhir.Model.{name}") is { IsAbstract: false, IsGenericType: false } native
                && typeof(Base).IsAssignableFrom(native)
                && Describe(native) is { IsPrimitive: false } type
                && type.Name == name)
            {
                return type;
            }
        }

        return null;
    }

    private static FhirType Describe(Type native) => Known.GetOrAdd(native, static type =>
    {
        var mapping = Inspector.FindOrImportClassMapping(type)
            ?? throw new InvalidOperationException($"The FHIR library does not describe {type.Name}.");
        return Describe(mapping);
    });

    private static FhirType Describe(ClassMapping mapping) => new(
        mapping.Name,
        mapping.IsFhirPrimitive ? FhirKind.Primitive : mapping.IsResource ? FhirKind.Resource : FhirKind.Complex,
        () => mapping.PropertyMappings
            .Where(p => !p.RepresentsValueElement)
            .Select(Describe));

    private static FhirElement Describe(PropertyMapping property)
    {
        var isChoice = property.Choice == ChoiceType.DatatypeChoice;
        return new(property.Name, property.IsCollection, isChoice, new(() => isChoice ? Choices(property) : [Single(property)]));
    }

    private static FhirType Single(PropertyMapping property) =>
        Describe((property.PropertyTypeMapping ?? throw new InvalidOperationException($"The FHIR library does not type {property.Name}.")).NativeType);

    private static IReadOnlyList<FhirType> Choices(PropertyMapping property) =>
        property.FhirType.Length > 0 && !property.FhirType.Contains(typeof(DataType))
            ? [.. property.FhirType.Select(Describe)]
            : [.. OpenTypes.Select(Describe)];

    /// <summary>The types of an open choice (<c>Extension.value[x]</c>), as R4 lists them.</summary>
    private static readonly Type[] OpenTypes =
    [
        typeof(Base64Binary), typeof(FhirBoolean), typeof(Canonical), typeof(Code), typeof(Date), typeof(FhirDateTime), typeof(FhirDecimal),
        typeof(Id), typeof(Instant), typeof(Integer), typeof(Markdown), typeof(Oid), typeof(PositiveInt), typeof(FhirString), typeof(Time),
        typeof(UnsignedInt), typeof(FhirUri), typeof(FhirUrl), typeof(Uuid), typeof(Address), typeof(Age), typeof(Annotation), typeof(Attachment),
        typeof(CodeableConcept), typeof(Coding), typeof(ContactPoint), typeof(Count), typeof(Distance), typeof(Duration), typeof(HumanName),
        typeof(Identifier), typeof(Money), typeof(Period), typeof(Quantity), typeof(Hl7.Fhir.Model.Range), typeof(Ratio), typeof(ResourceReference),
        typeof(SampledData), typeof(Signature), typeof(Timing), typeof(ContactDetail), typeof(Contributor), typeof(DataRequirement),
        typeof(Hl7.Fhir.Model.Expression), typeof(ParameterDefinition), typeof(RelatedArtifact), typeof(TriggerDefinition), typeof(UsageContext),
        typeof(Dosage), typeof(Meta),
    ];
}
