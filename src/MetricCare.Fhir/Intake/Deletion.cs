namespace MetricCare.Fhir.Intake;

/// <summary>An entry of a Bundle that says that a resource was deleted.</summary>
/// <param name="ResourceType">Type of what was deleted.</param>
/// <param name="Id">Its id.</param>
/// <param name="Updated">When, in microseconds since 1970; the smallest bigint when not said.</param>
/// <param name="File">Number of the file.</param>
/// <param name="Line">Line (NDJSON) or entry number from 1.</param>
public sealed record Deletion(string ResourceType, string Id, long Updated, int File, long Line);
