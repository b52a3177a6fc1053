namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>Knows what the references inside a Bundle mean.</summary>
internal interface IReferenceMap
{
    /// <summary>The resource that carries the address, as <c>Type/id</c>; empty when none in the Bundle does.</summary>
    ReadOnlySpan<byte> Resolve(ReadOnlySpan<byte> address);
}
