namespace MetricCare.Fhir.Intake.Reading;

/// <summary>A file and how to come to its bytes.</summary>
internal sealed record OpenableFile(SourceFile File, long Size, Func<Stream> Open);
