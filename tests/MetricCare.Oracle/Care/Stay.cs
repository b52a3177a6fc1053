using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>An inpatient encounter at the top of its tree, with everything that is part of it.</summary>
internal sealed record Admission(Encounter Root, IReadOnlyList<Encounter> Parts)
{
    public string Id => Root.Id;

    /// <summary>The end for merging: an open admission lasts until the day of reading, one without a good end ends as it starts.</summary>
    public Moment EffectiveEnd(Instant asOf) =>
        Root.IsOpen ? Moment.Of(asOf, Root.Zone) : Root.HasGoodEnd ? Root.End! : Root.Start!;
}

/// <summary>An inpatient stay at one facility: admissions that belong together, and the visits before or between them.</summary>
internal sealed class Stay
{
    public required Person Person { get; init; }

    /// <summary>In order of start.</summary>
    public required IReadOnlyList<Admission> Admissions { get; init; }

    /// <summary>Emergency and observation visits that lead into it, and those that are part of such a one.</summary>
    public required List<Encounter> Visits { get; init; }

    public required Admission Last { get; init; }

    public required string? DateIssue { get; set; }

    public required Principal? Principal { get; init; }

    public required int LeaveDays { get; init; }

    public Encounter First => Admissions[0].Root;

    public string Id => First.Id;

    public string FacilityId => First.FacilityId;

    public DateTimeZone Zone => First.Zone;

    public string? FacilityKind => First.FacilityKind;

    public bool IsAcute => First.Setting == Setting.InpatientAcute;

    public bool IsOpen => Admissions.Any(a => a.Root.IsOpen);

    public bool IsCompleted => !IsOpen && DateIssue is null;

    public Moment? Start => First.Start;

    public string Disposition => Last.Root.Disposition;

    public bool IsNewborn => First.IsNewborn;

    /// <summary>Discharge; null while open and when no end is known.</summary>
    public Moment? End => IsOpen ? null : Last.Root.End;

    /// <summary>The discharge, when no date of the stay is in doubt.</summary>
    public Moment? GoodEnd => DateIssue is null or "LOS_GE_365" ? End : null;

    /// <summary>The discharge, even when the admission is not known to the day, unless one lies before the other for certain.</summary>
    public Moment? CredibleEnd => GoodEnd ?? (Start is null ? First.CredibleEnd : null);

    public int? LosMidnights => GoodEnd is { } end ? Period.DaysBetween(Start!.Day, end.Day) - LeaveDays : null;

    public int? LosDays => LosMidnights is { } nights ? Math.Max(1, nights) : null;

    public double? LosHours => GoodEnd is { At: { } to } && Start is { At: { } from } ? (to - from).TotalHours : null;

    public IEnumerable<Encounter> InpatientEncounters => Admissions.SelectMany(a => a.Parts.Prepend(a.Root));

    /// <summary>The end for comparing with other stays: the day of reading while open, the start when there is no good end.</summary>
    public Moment EffectiveEnd(Instant asOf) => IsOpen ? Moment.Of(asOf, Zone) : GoodEnd ?? Start!;
}
