namespace MetricCare.Fhir.Intake;

/// <summary>Takes projected lines.</summary>
/// <param name="resourceType">Type of all of them.</param>
/// <param name="lines">Whole lines, each with its line end; valid during the call only.</param>
public delegate void StageOutput(string resourceType, ReadOnlySpan<byte> lines);
