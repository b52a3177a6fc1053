namespace MetricCare.Fhir.Intake;

/// <summary>How far an intake has come. Bytes are those of the files as stored.</summary>
public sealed record IntakeProgress(long BytesDone, long BytesTotal, int FilesDone, int FilesTotal);
