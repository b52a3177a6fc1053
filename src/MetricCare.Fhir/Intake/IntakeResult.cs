namespace MetricCare.Fhir.Intake;

/// <summary>What an intake read, wrote and refused.</summary>
/// <param name="Files">In the order of their numbers.</param>
/// <param name="Rejects">In the order of file and place.</param>
/// <param name="Stages">By resource type; a type without an accepted record has none.</param>
/// <param name="Deletions">In the order of file and place; which of them wins is decided later.</param>
public sealed record IntakeResult(
    IReadOnlyList<FileIntake> Files,
    IReadOnlyList<RejectedRecord> Rejects,
    IReadOnlyList<StageFile> Stages,
    IReadOnlyList<Deletion> Deletions);
