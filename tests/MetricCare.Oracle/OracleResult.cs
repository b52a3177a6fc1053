using NodaTime;

namespace MetricCare.Oracle;

/// <summary>Everything that the oracle works out. Rows are sorted by their key.</summary>
public sealed record OracleResult(
    IReadOnlyList<PersonMemberRow> Members,
    IReadOnlyList<StayRow> Stays,
    IReadOnlyList<StayEncounterRow> StayEncounters,
    IReadOnlyList<VisitRow> Visits,
    IReadOnlyList<EpisodeRow> Episodes,
    IReadOnlyList<DeathRow> Deaths,
    IReadOnlyList<StayDeathRow> StayDeaths,
    IReadOnlyList<ReadmissionFact> Readmissions,
    IReadOnlyList<MortalityFact> Mortality,
    IReadOnlyList<EpisodeMortalityFact> EpisodeMortality,
    IReadOnlyList<LengthOfStayFact> LengthOfStay,
    IReadOnlyList<InfectionFact> Infections,
    IReadOnlyList<ExposureRow> Exposure,
    LocalDate? DataThrough);

/// <summary>A Patient id and the person it belongs to after merging.</summary>
public sealed record PersonMemberRow(string PatientId, string PersonId);

/// <summary>An inpatient stay at one facility.</summary>
public sealed record StayRow
{
    public required string StayId { get; init; }
    public required string PersonId { get; init; }
    public required string FacilityId { get; init; }
    public required string Zone { get; init; }
    public required bool IsAcute { get; init; }
    public required string LastEncounterId { get; init; }
    public required string? StartPrecision { get; init; }
    public required string? EndPrecision { get; init; }
    public required Instant? StartedAt { get; init; }
    public required Instant? EndedAt { get; init; }
    public required LocalDate? StartDate { get; init; }
    public required LocalDate? EndDate { get; init; }
    public required bool IsOpen { get; init; }
    public required bool IsEndDerived { get; init; }
    public required string? DateIssue { get; init; }
    public required bool IsCompleted { get; init; }
    public required string Disposition { get; init; }
    public required bool IsNewborn { get; init; }
    public required string? PrincipalCcs { get; init; }
    public required string ConditionStratum { get; init; }
    public required int LeaveDays { get; init; }
    public required int? LosDays { get; init; }
    public required int? LosMidnights { get; init; }
    public required double? LosHours { get; init; }
    public required double PreInpatientHours { get; init; }
    public required bool ViaEd { get; init; }
    public required int? AgeLo { get; init; }
    public required int? AgeHi { get; init; }
}

/// <summary>An encounter that belongs to a stay, as inpatient, ed, obs or other.</summary>
public sealed record StayEncounterRow(string EncounterId, string StayId, string Role);

/// <summary>An emergency or observation visit that belongs to no stay.</summary>
public sealed record VisitRow(string EncounterId, string PersonId, string FacilityId, string Setting, bool IsOpen, string? DateIssue, bool IsNewborn, int? LosDays);

/// <summary>A chain of acute stays.</summary>
public sealed record EpisodeRow(
    string EpisodeId, string PersonId, string FirstStayId, string LastStayId, string FirstFacilityId, string LastFacilityId,
    LocalDate? StartDate, LocalDate? EndDate, string LastDisposition, int StayCount, bool IsCompleted, bool IsOpen, int? LosDays, IReadOnlyList<string> StayIds);

/// <summary>A dead person. <paramref name="DeathSource"/> is deceased, disposition or unknown_date.</summary>
public sealed record DeathRow(string PersonId, string DeathSource, string? Precision, Instant? DeathAt);

/// <summary>What the death of a person means for one of the stays.</summary>
public sealed record StayDeathRow(string StayId, bool? IsInHospital, LocalDate? DiedDateLo, LocalDate? DiedDateHi, string DeathSource, bool StartsAfterDeath);

/// <summary>
/// M1, one row per inpatient stay. <see cref="Days"/> counts to the first later episode of the person, whatever came of it; null without one.
/// <see cref="PlannedBasis"/> is of this stay, <see cref="NextPlannedBasis"/> of that later one.
/// </summary>
public sealed record ReadmissionFact(
    string StayId, string PersonId, string FacilityId, bool IsIndex, string? FirstExclusion, IReadOnlyList<string> Exclusions, int Numerator,
    int? Days, string? NextStayId, string PlannedBasis, string? NextPlannedBasis, string LogicLevel);

/// <summary>
/// M2, one row per inpatient stay. A null exclusion means: in the denominator. M2b is carried by the first stay of an episode, M2c by the last.
/// The numerator of M2b is before the draw; <see cref="M2bDrawn"/> marks the drawn admission of a person and year.
/// </summary>
public sealed record MortalityFact
{
    public required string StayId { get; init; }
    public required string PersonId { get; init; }
    public required string FacilityId { get; init; }
    public required string? M2aExclusion { get; init; }
    public required int M2aNumerator { get; init; }
    public required string? M2bExclusion { get; init; }
    public required int M2bNumerator { get; init; }
    public required int? M2bDays { get; init; }
    public required bool M2bDrawn { get; init; }
    public required string? M2cExclusion { get; init; }
    public required int M2cNumerator { get; init; }
    public required int? M2cDays { get; init; }
}

/// <summary>M2a at the grain of episodes, charged to the last facility.</summary>
public sealed record EpisodeMortalityFact(string EpisodeId, string FirstStayId, string LastFacilityId, string? Exclusion, int Numerator);

/// <summary>M4, one row per inpatient stay and per emergency or observation visit outside one. Stratum: ACUTE, NONACUTE, NEWBORN, OBS, ED.</summary>
public sealed record LengthOfStayFact(string StayId, string FacilityId, string Stratum, bool IsIncluded, string? Exclusion, int? LosDays, int? LosMidnights, double? LosHours);

/// <summary>
/// M3, one row per Condition with an infection code and group. <see cref="RowType"/>: EVENT, MENTION, UNDETERMINED (no usable time),
/// EXCLUDED_STAY, NOT_ATTACHED, NOT_COUNTED (verification, category, or a recorded date that is switched off).
/// </summary>
public sealed record InfectionFact
{
    public required string ConditionId { get; init; }
    public required string InfectionGroup { get; init; }
    public required string PersonId { get; init; }
    public required string RowType { get; init; }
    public string? StayId { get; init; }
    public string? FacilityId { get; init; }
    public string? ChargedStayId { get; init; }
    public string? AttachedBy { get; init; }
    public string? OnsetBasis { get; init; }
    public LocalDate? EventDate { get; init; }
    public string? H48 { get; init; }
    public string? Hd3 { get; init; }
    public string? Published { get; init; }
    public int? NMentions { get; init; }
    public bool IsInRate { get; init; }
    public string? Reason { get; init; }
}

/// <summary>M3 denominators: an acute stay without bad dates and its patient-days.</summary>
public sealed record ExposureRow(string StayId, string FacilityId, int PatientDays);
