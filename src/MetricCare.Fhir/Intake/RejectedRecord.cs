namespace MetricCare.Fhir.Intake;

/// <summary>Something that could not be read as a resource. Says where and why, never what it holds.</summary>
/// <param name="File">Number of the file.</param>
/// <param name="Line">Line (NDJSON) or entry number from 1; null for the file as a whole.</param>
/// <param name="Offset">Byte of the (uncompressed) content at which the record begins, from 0.</param>
/// <param name="Sha256">SHA-256 of the record's bytes, lower-case hex; null for the file as a whole.</param>
/// <param name="Code">Why.</param>
/// <param name="Path">The element at fault, such as <c>Patient.name[0].given[1]</c>, where it is known. Made of names of the schema alone.</param>
public sealed record RejectedRecord(int File, long? Line, long Offset, string? Sha256, RejectCode Code, string? Path);
