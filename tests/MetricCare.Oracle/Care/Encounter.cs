using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Care;

internal enum Setting
{
    InpatientAcute,
    InpatientNonacute,
    Ed,
    Obs,
    Outpatient,
    Ignored,
}

/// <summary>An Encounter that counts: normalised, of the current version, kept by status and no business duplicate.</summary>
internal sealed class Encounter
{
    public required SourceResource Source { get; init; }
    public required Person? Person { get; init; }
    public required Setting Setting { get; init; }
    public required string ClassCode { get; init; }
    public required string FacilityId { get; init; }
    public required DateTimeZone Zone { get; init; }
    public required string? FacilityKind { get; init; }
    public required bool IsOpen { get; init; }
    public required FhirDate? StartDate { get; init; }
    public required Moment? Start { get; init; }

    /// <summary>The period, whatever class history and length say.</summary>
    public required FhirDate? WrittenStart { get; init; }
    public required FhirDate? WrittenEnd { get; init; }
    public required FhirDate? EndDate { get; init; }
    public required Moment? End { get; init; }
    public required bool IsEndDerived { get; init; }
    public required string Disposition { get; init; }
    public required bool IsNewborn { get; init; }

    /// <summary>Emergency and observation segments of classHistory.</summary>
    public required IReadOnlyList<(Setting Setting, Moment Start, Moment? End)> OutpatientSegments { get; init; }

    public Encounter? Parent { get; set; }

    public string Id => Source.Id;

    public bool IsInpatient => Setting is Setting.InpatientAcute or Setting.InpatientNonacute;

    public bool IsVisit => Setting is Setting.Ed or Setting.Obs;

    /// <summary>A finished encounter whose end is known and not before its start.</summary>
    public bool HasGoodEnd => !IsOpen && Start is { } start && End is { } end && end.CompareTo(start) >= 0;

    /// <summary>The end, even when the start is not known to the day, unless one lies before the other for certain.</summary>
    public Moment? CredibleEnd =>
        HasGoodEnd || (!IsOpen && Start is null && End is { } end && !(StartDate is { } start && end.Day < start.Lo(Zone))) ? End : null;

    /// <summary>Why the dates cannot be used; null when they can, or when the encounter is open.</summary>
    public string? DateIssue =>
        StartDate is null ? "MISSING_START"
        : Start is null ? "PARTIAL_DATE"
        : IsOpen ? null
        : EndDate is null ? "MISSING_END"
        : End is null ? "PARTIAL_DATE"
        : HasGoodEnd ? null
        : "END_BEFORE_START";

    public IEnumerable<Encounter> Ancestors
    {
        get
        {
            for (var next = Parent; next is not null; next = next.Parent)
            {
                yield return next;
            }
        }
    }
}
