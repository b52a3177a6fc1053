using System.Text;
using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>A property of the narrow schema, made ready for scanning by one thread.</summary>
internal sealed class PlanNode
{
    public PlanNode(NarrowNode node, bool inReference)
    {
        Name = node.Name;
        Head = Encoding.UTF8.GetBytes($",\"{node.Name}\":");
        Kind = node.Kind;
        IsList = node.IsList;
        Check = ValueChecks.Of(node.FhirType);
        IsReference = inReference && node.Name == "reference" && node.Kind == JsonKind.Text;

        // FHIR JSON lets null stand in the arrays of a primitive and of its "_" twin, to align the two.
        NullAligns = node.IsList && (IsPrimitive(node) || node.Name.StartsWith('_'));
    }

    private static bool IsPrimitive(NarrowNode node) =>
        node.Kind == JsonKind.Json ? node.FhirType.Length > 0 && char.IsAsciiLetterLower(node.FhirType[0]) : node.Kind != JsonKind.Object;

    public string Name { get; }

    /// <summary>What is written before the value: comma, quoted name, colon.</summary>
    public byte[] Head { get; }

    public JsonKind Kind { get; }

    public bool IsList { get; }

    public ValueCheck Check { get; }

    /// <summary>The text of a Reference, which a Bundle may resolve.</summary>
    public bool IsReference { get; }

    public bool NullAligns { get; }

    /// <summary>Codes of R5 and what R4 calls them; null for most.</summary>
    public KeyTable<byte[]>? Codes { get; set; }

    /// <summary>Its object is written once per item of this list (see <see cref="StepKind.Split"/>).</summary>
    public bool Splits { get; set; }

    /// <summary>The properties of an object, null for every other kind.</summary>
    public KeyTable<PlanEntry>? Children { get; set; }

    /// <summary>Number of the object in which the property was met last: twice the same is a duplicate.</summary>
    public long SeenIn { get; set; }
}
