namespace MetricCare.Fhir.Intake;

/// <summary>A file of projected lines of one resource type.</summary>
/// <param name="ResourceType">Type of all its lines.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Rows">Its lines.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="LongestLine">Bytes of its longest line, for readers that want a limit.</param>
public sealed record StageFile(string ResourceType, string Path, long Rows, long Bytes, int LongestLine);
