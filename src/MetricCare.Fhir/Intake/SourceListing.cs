namespace MetricCare.Fhir.Intake;

/// <summary>What was found at the given places.</summary>
/// <param name="Files">Numbered from 1, in ordinal order of their paths.</param>
/// <param name="Skipped">What is not read, and why, in ordinal order.</param>
public sealed record SourceListing(IReadOnlyList<SourceFile> Files, IReadOnlyList<SkippedFile> Skipped);
