using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>Encounters to stays (sections 1.8.1 and 1.8.2).</summary>
internal sealed class StayBuilder(EncounterTree tree, Diagnoses diagnoses, OracleParameters parameters)
{
    private readonly Dictionary<Encounter, Stay> _stayOf = [];

    public List<Stay> Stays { get; } = [];

    /// <summary>Emergency and observation visits that belong to no stay.</summary>
    public List<Encounter> LoneVisits { get; } = [];

    /// <summary>The stay that an encounter is in, itself or through what it is part of.</summary>
    public Stay? StayOf(Encounter? encounter) =>
        encounter is null ? null
        : encounter.Ancestors.Prepend(encounter).Select(e => _stayOf.GetValueOrDefault(e)).FirstOrDefault(stay => stay is not null);

    public StayBuilder Build()
    {
        foreach (var person in tree.Kept.Where(e => e.Person is not null).GroupBy(e => e.Person!))
        {
            BuildPerson(person.Key, [.. person]);
        }

        return this;
    }

    private void BuildPerson(Person person, List<Encounter> encounters)
    {
        var rootOf = encounters.ToDictionary(e => e, e => e.Ancestors.LastOrDefault(a => a.IsInpatient) ?? (e.IsInpatient ? e : null));
        var admissions = encounters.Where(e => rootOf[e] == e)
            .Select(root => new Admission(root, [.. encounters.Where(e => rootOf[e] == root && e != root)])).ToList();

        // An emergency visit that an admission is part of is its prelude, wherever and whenever it was.
        var preludes = new Dictionary<Encounter, Admission>();
        foreach (var admission in admissions.Where(a => a.Root.Start is not null).OrderBy(a => a.Root.Start!.Begin).ThenBy(a => a.Id, StringComparer.Ordinal))
        {
            foreach (var visit in admission.Root.Ancestors.Where(a => a.Setting == Setting.Ed))
            {
                preludes.TryAdd(visit, admission);
            }
        }

        var visits = encounters.Where(e => e.IsVisit && rootOf[e] is null && !preludes.ContainsKey(e)).ToList();
        foreach (var acuity in new[] { Setting.InpatientAcute, Setting.InpatientNonacute })
        {
            var mine = admissions.Where(a => a.Root.Setting == acuity).ToList();
            foreach (var facility in mine.Select(a => a.Root.FacilityId).Distinct().ToList())
            {
                var here = mine.Where(a => a.Root.FacilityId == facility).ToList();
                var visitsHere = visits.Where(v => v.FacilityId == facility).Concat(preludes.Where(p => here.Contains(p.Value)).Select(p => p.Key)).ToList();
                foreach (var group in new Sweep(here, visitsHere, preludes, diagnoses, parameters).Groups.Where(g => g.Admissions.Count > 0))
                {
                    AddStay(person, group);
                    visits.RemoveAll(group.Visits.Contains);
                }
            }
        }

        // What is part of an attached visit is the same event.
        foreach (var visit in visits)
        {
            if (StayOf(visit) is { } stay)
            {
                stay.Visits.Add(visit);
            }
            else
            {
                LoneVisits.Add(visit);
            }
        }
    }

    private void AddStay(Person person, SweepGroup group)
    {
        var admissions = Sweep.InOrder(group.Admissions, parameters.AsOf).ToList();
        var issue = IssueOf(admissions);
        var endings = admissions.Where(a => a.Root.Start is not null && (issue is null || Spoils(a, admissions) == issue));
        var last = endings.OrderBy(a => a.EffectiveEnd(parameters.AsOf).Finish).ThenBy(a => a.Root.Start!.Begin).ThenByDescending(a => a.Id, StringComparer.Ordinal)
            .LastOrDefault() ?? admissions[0];
        var stay = new Stay
        {
            Person = person,
            Admissions = admissions,
            Visits = [.. group.Visits],
            Last = last,
            DateIssue = issue,
            Principal = diagnoses.Of(Sweep.MembersInOrder(admissions)),
            LeaveDays = issue is null ? LeaveDays(admissions, last) : 0,
        };
        if (issue is null && stay.LosDays >= parameters.MaxLosDays)
        {
            stay.DateIssue = "LOS_GE_365";
        }

        Stays.Add(stay);
        foreach (var encounter in stay.InpatientEncounters.Concat(stay.Visits))
        {
            _stayOf[encounter] = stay;
        }
    }

    private static string? IssueOf(List<Admission> admissions)
    {
        string[] order = ["MISSING_START", "PARTIAL_DATE", "MISSING_END", "END_BEFORE_START"];
        return order.FirstOrDefault(admissions.Select(a => Spoils(a, admissions)).Contains);
    }

    // One admission without a usable end does no harm when it starts before another known end; else the stay ends with it, at a time unknown.
    private static string? Spoils(Admission one, List<Admission> admissions) =>
        one.Root.Start is { } start && (admissions.Any(a => a.Root.IsOpen) || admissions.Any(a => a != one && a.Root.HasGoodEnd && start.CompareTo(a.Root.End!) < 0))
            ? null
            : one.Root.DateIssue;

    // Midnights inside periods of leave, each once, that are also midnights of the stay.
    private int LeaveDays(List<Admission> admissions, Admission last)
    {
        var from = admissions[0].Root.Start!.Day;
        var to = last.EffectiveEnd(parameters.AsOf).Day;
        var midnights = new HashSet<LocalDate>();
        foreach (var encounter in admissions.SelectMany(a => a.Parts.Where(p => p.IsInpatient).Prepend(a.Root)))
        {
            foreach (var period in encounter.Source.Json.Items("statusHistory").Where(h => h.Text("status") is "onleave" or "on-hold").Select(h => h.Get("period")))
            {
                // Leave without an end lasts while the encounter is open.
                var until = period.Text("end") is { } written ? Moment.Of(FhirDate.Parse(written), encounter.Zone)
                    : encounter.IsOpen ? Moment.Of(parameters.AsOf, encounter.Zone)
                    : null;
                if (Moment.Of(FhirDate.Parse(period.Text("start")), encounter.Zone) is { } start && until is { } end)
                {
                    for (var day = start.Day.PlusDays(1); day <= end.Day; day = day.PlusDays(1))
                    {
                        if (day > from && day <= to)
                        {
                            midnights.Add(day);
                        }
                    }
                }
            }
        }

        return midnights.Count;
    }
}
