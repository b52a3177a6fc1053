using MetricCare.Oracle.Care;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Measures;

/// <summary>M1 (section 2): one row per inpatient stay.</summary>
internal sealed class ReadmissionMeasure(
    IReadOnlyList<Stay> stays, IReadOnlyList<Episode> episodes, Deaths deaths, PlannedAdmissions planned, CoverageHistory coverage, LocalDate? dataThrough, OracleParameters parameters)
{
    private readonly Dictionary<Stay, Episode> _episodeOf = episodes.SelectMany(e => e.Stays.Select(s => (s, e))).ToDictionary(pair => pair.s, pair => pair.e);
    private readonly ILookup<Person, Episode> _episodesOf = episodes.ToLookup(e => e.Person);

    public IEnumerable<ReadmissionFact> Facts() => stays.Select(Fact);

    private ReadmissionFact Fact(Stay stay)
    {
        var exclusions = Exclusions(stay).ToList();
        if (exclusions.Count == 0 && (Age.Check(stay, parameters.MinimumAge) == AgeCheck.Undetermined || (deaths.Of(stay) is { IsInHospital: null })))
        {
            exclusions.Add("UNDETERMINED");
        }

        var isIndex = exclusions.Count == 0;
        var next = stay.IsAcute && stay.GoodEnd is { } end ? NextEpisode(stay, end) : null;
        var days = next is null ? (int?)null : Period.DaysBetween(stay.GoodEnd!.Day, next.Start!.Day);
        var nextBasis = next is null ? null : planned.Basis(next.First);
        var readmitted = isIndex && days >= 0 && days <= parameters.ReadmitDays && nextBasis is ("none" or "unknown");
        return new ReadmissionFact(
            stay.Id, stay.Person.Id, stay.FacilityId, isIndex, exclusions.FirstOrDefault(), exclusions, readmitted ? 1 : 0,
            days, next?.First.Id, planned.Basis(stay), nextBasis, planned.IsReduced(stay) ? "reduced" : "full");
    }

    private IEnumerable<string> Exclusions(Stay stay)
    {
        var episode = _episodeOf.GetValueOrDefault(stay);
        var ccs = stay.Principal?.Ccs is { } text ? int.Parse(text) : 0;
        (string Code, bool Applies)[] checks =
        [
            ("NOT_COMPLETED", !stay.IsCompleted),
            ("NOT_ACUTE", !stay.IsAcute),
            ("AGE", Age.Check(stay, parameters.MinimumAge) == AgeCheck.Outside),
            ("DIED", deaths.Of(stay)?.IsInHospital == true),
            ("TRANSFERRED_OUT", (episode is not null && episode.Last != stay) || stay.Disposition == "TRANSFER_ACUTE"),
            ("AMA", stay.Disposition == "AMA"),
            ("PSYCH", ccs is (>= 650 and <= 652) or (>= 654 and <= 659) or 662 or 670),
            ("REHAB", ccs == 254),
            ("CANCER_MEDICAL", ccs is >= 11 and <= 45),
            ("CANCER_HOSPITAL", stay.FacilityKind == "cancer_ppsexempt"),
            ("NO_FOLLOWUP", stay.End is { } end && dataThrough is { } through && end.Day.PlusDays(parameters.ReadmitDays) > through),
            ("NO_PRINCIPAL_DX", parameters.IsCmsLike && stay.Principal is null),
            ("NO_COVERAGE", parameters.IsCmsLike && !coverage.CoversYearBefore(stay)),
            ("NO_COHORT", parameters.IsCmsLike && stay.Principal?.Ccs is null),
        ];
        return checks.Where(check => check.Applies).Select(check => check.Code);
    }

    // Only the first later episode counts: a planned one hides whatever follows.
    private Episode? NextEpisode(Stay stay, Moment end) =>
        _episodesOf[stay.Person]
            .Where(e => !e.Stays.Contains(stay) && e.Start is { } start && IsAfter(_episodeOf[stay].First, e.First) && start.CompareTo(end) >= 0)
            .OrderBy(e => e.Start!.Begin).ThenBy(e => e.First.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    private static bool IsAfter(Stay stay, Stay other) =>
        other.Start!.Begin.CompareTo(stay.Start!.Begin) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(other.Id, stay.Id) > 0));
}
