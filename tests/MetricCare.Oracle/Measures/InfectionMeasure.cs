using MetricCare.Oracle.Care;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Measures;

/// <summary>M3 (section 4): where an infection belongs, when it began, and whose it is.</summary>
internal sealed class InfectionMeasure(StayBuilder builder, IReadOnlyList<Episode> episodes, OracleParameters parameters)
{
    private static readonly HashSet<string> OutsideRate = ["SSI", "MDRO", "RESP_VIRAL"];

    private readonly Dictionary<Stay, Episode> _episodeOf = episodes.SelectMany(e => e.Stays.Select(s => (s, e))).ToDictionary(pair => pair.s, pair => pair.e);
    private readonly ILookup<Person, Stay> _staysOf = builder.Stays.Where(s => s.Start is not null).ToLookup(s => s.Person);

    public IReadOnlyList<InfectionFact> Facts(IEnumerable<InfectionCandidate> candidates)
    {
        var rows = candidates.Select(c => (Candidate: c, Fact: Locate(c))).ToList();
        var events = rows.Where(r => r.Fact.RowType == "EVENT").ToList();
        var facts = rows.Where(r => r.Fact.RowType != "EVENT").Select(r => r.Fact with { IsInRate = false }).ToList();
        foreach (var frame in events.GroupBy(r => (_episodeOf[StayOf(r.Fact)].Id, r.Fact.InfectionGroup)))
        {
            facts.AddRange(InFrames([.. frame]));
        }

        return facts;
    }

    public IEnumerable<ExposureRow> Exposure() =>
        from stay in builder.Stays
        where IsExposed(stay)
        let nights = stay.IsOpen
            ? Period.DaysBetween(stay.Start!.Day, parameters.AsOf.InZone(stay.Zone).Date) - stay.LeaveDays
            : stay.LosMidnights!.Value
        select new ExposureRow(stay.Id, stay.FacilityId, Math.Max(0, nights));

    private static bool IsExposed(Stay stay) => stay.IsAcute && stay.DateIssue is null;

    private Stay StayOf(InfectionFact fact) => builder.Stays.First(s => s.Id == fact.StayId);

    private InfectionFact Locate(InfectionCandidate candidate)
    {
        var fact = new InfectionFact
        {
            ConditionId = candidate.Condition.Id,
            InfectionGroup = candidate.Group,
            PersonId = candidate.Person.Id,
            RowType = "EVENT",
            OnsetBasis = candidate.Basis,
            IsInRate = !OutsideRate.Contains(candidate.Group),
        };
        if (candidate.NotCounted is { } reason)
        {
            return fact with { RowType = "NOT_COUNTED", Reason = reason };
        }

        var (stay, by) = Attach(candidate);
        if (stay is null)
        {
            return fact with { RowType = "NOT_ATTACHED" };
        }

        fact = fact with { StayId = stay.Id, FacilityId = stay.FacilityId, AttachedBy = by };
        return !IsExposed(stay) ? fact with { RowType = "EXCLUDED_STAY" }
            : candidate.Time is null ? fact with { RowType = "UNDETERMINED" }
            : Classify(candidate, fact, stay);
    }

    private (Stay? Stay, string? By) Attach(InfectionCandidate candidate)
    {
        if (builder.StayOf(candidate.Encounter) is { } coded && coded.Person == candidate.Person)
        {
            return (coded, "encounter");
        }

        var stays = _staysOf[candidate.Person].OrderBy(s => s.Start!.Begin).ThenBy(s => s.Id, StringComparer.Ordinal).ToList();
        if (candidate.Time is not { } time)
        {
            return (null, null);
        }

        if (stays.FirstOrDefault(s => Contains(s, time)) is { } containing)
        {
            return (containing, "time");
        }

        var before = stays.FirstOrDefault(s => !time.IsPartial && Moment.Of(time, s.Zone)! is var at
            && at.CompareTo(s.Start!) < 0 && Period.DaysBetween(at.Day, s.Start!.Day) is >= 0 and <= 2);
        return before is null ? (null, null) : (before, "poa_window");
    }

    private bool Contains(Stay stay, FhirDate time)
    {
        var (first, last) = time.IsPartial
            ? (new Moment(time.Lo(stay.Zone), null, stay.Zone), new Moment(time.Hi(stay.Zone), null, stay.Zone))
            : (Moment.Of(time, stay.Zone)!, Moment.Of(time, stay.Zone)!);
        return first.CompareTo(stay.Start!) >= 0 && last.CompareTo(stay.EffectiveEnd(parameters.AsOf)) <= 0;
    }

    private InfectionFact Classify(InfectionCandidate candidate, InfectionFact fact, Stay stay)
    {
        var episode = _episodeOf[stay];
        if (candidate.Time!.IsPartial)
        {
            var (lo, hi) = (candidate.Time.Lo(stay.Zone), candidate.Time.Hi(stay.Zone));
            var (atLo, atHi) = (ByDay(new Moment(lo, null, stay.Zone), episode), ByDay(new Moment(hi, null, stay.Zone), episode));
            return atLo != atHi
                ? fact with { RowType = "UNDETERMINED" }
                : Charge(fact with { EventDate = lo, Hd3 = atLo, Published = Overruled(atLo, candidate) }, stay, episode);
        }

        var at = Moment.Of(candidate.Time, stay.Zone)!;
        var h48 = ByHours(at, episode);
        var hd3 = ByDay(at, episode);
        return Charge(fact with { EventDate = at.Day, H48 = h48, Hd3 = hd3, Published = Overruled(h48 ?? hd3, candidate) }, stay, episode);
    }

    private static string Overruled(string timing, InfectionCandidate candidate) =>
        candidate.ForcePoa && timing == "HO" ? "POA" : timing;

    // Null when the event or the start of the episode has no time of day.
    private string? ByHours(Moment at, Episode episode) =>
        at.At is not { } instant || episode.Start!.At is not { } start ? null
        : IsAfterEnd(at, episode) ? "POST"
        : instant - start >= Duration.FromHours(parameters.HaiHours) ? "HO"
        : "POA";

    private string ByDay(Moment at, Episode episode) =>
        IsAfterEnd(at, episode) ? "POST"
        : Period.DaysBetween(episode.Start!.Day, at.Day) >= 2 ? "HO"
        : "POA";

    private bool IsAfterEnd(Moment at, Episode episode) =>
        episode.End is { } end
        && (parameters.HaiDischargeGraceDays > 0 ? at.Day > end.Day.PlusDays(parameters.HaiDischargeGraceDays) : at.CompareTo(end) > 0);

    // An event on the day of arrival by transfer or the day after is the sender's.
    private InfectionFact Charge(InfectionFact fact, Stay stay, Episode episode)
    {
        var sender = Episodes.SenderOf(episode, stay, parameters.AsOf);
        var charged = sender is not null && fact.EventDate <= stay.Start!.Day.PlusDays(1) ? sender : stay;
        return fact with { ChargedStayId = charged.Id, FacilityId = charged.FacilityId };
    }

    private List<InfectionFact> InFrames(List<(InfectionCandidate Candidate, InfectionFact Fact)> rows)
    {
        var facts = new List<InfectionFact>();
        var ordered = rows.OrderBy(r => r.Fact.EventDate)
            .ThenBy(r => r.Candidate.Time!.At(builder.Stays.First(s => s.Id == r.Fact.StayId).Zone) ?? Instant.MaxValue)
            .ThenBy(r => r.Candidate.Condition.Id, StringComparer.Ordinal);
        foreach (var (_, fact) in ordered)
        {
            var opener = facts.FindLastIndex(f => f.RowType == "EVENT");
            if (opener >= 0 && fact.EventDate < facts[opener].EventDate!.Value.PlusDays(parameters.HaiRitDays))
            {
                facts[opener] = facts[opener] with { NMentions = facts[opener].NMentions + 1 };
                facts.Add(fact with { RowType = "MENTION", IsInRate = false });
            }
            else
            {
                facts.Add(fact with { NMentions = 1 });
            }
        }

        return facts;
    }
}
