using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>Encounters that one stay (or no stay) is made of.</summary>
internal sealed class SweepGroup
{
    public List<Admission> Admissions { get; } = [];

    public List<Encounter> Visits { get; } = [];
}

/// <summary>
/// Joins the admissions and the emergency and observation visits of one person at one facility (section 1.8.2).
/// In order of start, each one joins every earlier group with a member that it overlaps, follows at once (a visit before an admission),
/// or follows on the same day with the same principal diagnosis (an admission after an admission).
/// </summary>
internal sealed class Sweep
{
    private readonly Diagnoses _diagnoses;
    private readonly OracleParameters _parameters;
    private readonly Dictionary<Admission, string?> _stratum = [];

    public Sweep(
        IReadOnlyList<Admission> admissions, IReadOnlyList<Encounter> visits, Dictionary<Encounter, Admission> preludes, Diagnoses diagnoses, OracleParameters parameters)
    {
        (_diagnoses, _parameters) = (diagnoses, parameters);
        var groups = new List<List<Item>>();
        var here = visits.Where(v => v.FacilityId == admissions[0].Root.FacilityId).ToList();
        foreach (var item in admissions.Select(ItemOf).Concat(here.Select(ItemOf)).OrderBy(i => i.Begin).ThenByDescending(i => i.Finish).ThenBy(i => i.Id, StringComparer.Ordinal))
        {
            var joined = groups.Where(g => g.Any(earlier => Joins(earlier, item))).ToList();
            groups.RemoveAll(joined.Contains);
            groups.Add([.. joined.SelectMany(g => g), item]);
        }

        // A prelude at another hospital bridges nothing here; it only belongs to its admission.
        groups.AddRange(visits.Except(here).Select(v => new List<Item> { ItemOf(v) }));
        foreach (var (visit, admission) in preludes.Where(p => visits.Contains(p.Key)))
        {
            var together = groups.Where(g => g.Any(i => i.Visit == visit || i.Admission == admission)).ToList();
            groups.RemoveAll(together.Contains);
            groups.Add([.. together.SelectMany(g => g)]);
        }

        foreach (var items in groups)
        {
            var group = new SweepGroup();
            group.Admissions.AddRange(items.Select(i => i.Admission).OfType<Admission>());
            group.Visits.AddRange(items.Select(i => i.Visit).OfType<Encounter>());
            Groups.Add(group);
        }
    }

    public List<SweepGroup> Groups { get; } = [];

    public static IEnumerable<Admission> InOrder(IEnumerable<Admission> admissions, Instant asOf) =>
        admissions.OrderBy(a => a.Root.Start?.Begin).ThenByDescending(a => a.Root.Start is null ? default : a.EffectiveEnd(asOf).Finish).ThenBy(a => a.Id, StringComparer.Ordinal);

    /// <summary>Admissions and their parts by start, a root before what is part of it.</summary>
    public static IReadOnlyList<Encounter> MembersInOrder(IEnumerable<Admission> admissions)
    {
        var members = admissions.SelectMany(a => a.Parts.Select(p => (Encounter: p, Depth: 1)).Prepend((Encounter: a.Root, Depth: 0)));
        return [.. members.OrderBy(m => m.Encounter.Start?.Begin ?? Instant.MaxValue).ThenBy(m => m.Depth).ThenBy(m => m.Encounter.Id, StringComparer.Ordinal).Select(m => m.Encounter)];
    }

    private bool Joins(Item earlier, Item later)
    {
        if (earlier.Start is not { } || later.Start is not { } start || earlier.End is not { } end)
        {
            return false;
        }

        var overlaps = end.At is { } to && start.At is { } from ? from <= to : start.Day < end.Day;
        return overlaps || FollowsVisit(earlier, later) || SameDaySameCondition(earlier, later);
    }

    // An open or endless visit ends as it starts.
    private bool FollowsVisit(Item earlier, Item later) =>
        earlier.Visit is not null && later.Admission is not null && earlier.End!.At is { } end && later.Start!.At is { } start
        && start >= end && start - end <= Duration.FromMinutes(_parameters.ClassChangeGapMin);

    private bool SameDaySameCondition(Item earlier, Item later) =>
        earlier.Admission is { } before && later.Admission is { } after && earlier.End!.Day == later.Start!.Day
        && Stratum(before) is { } condition && condition == Stratum(after);

    private string? Stratum(Admission admission) =>
        _stratum.TryGetValue(admission, out var known) ? known : _stratum[admission] = _diagnoses.Of(MembersInOrder([admission]))?.Stratum;

    private Item ItemOf(Admission admission) =>
        new(admission.Id, admission, null, admission.Root.Start, admission.Root.Start is null ? null : admission.EffectiveEnd(_parameters.AsOf));

    private static Item ItemOf(Encounter visit) =>
        new(visit.Id, null, visit, visit.Start, visit.HasGoodEnd ? visit.End : visit.Start);

    private sealed record Item(string Id, Admission? Admission, Encounter? Visit, Moment? Start, Moment? End)
    {
        public Instant Begin => Start?.Begin ?? Instant.MaxValue;

        public Instant Finish => End?.Finish ?? Instant.MinValue;
    }
}
