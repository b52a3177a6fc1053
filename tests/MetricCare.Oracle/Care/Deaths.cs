using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>When a person died, as far as known (section 1.9).</summary>
internal sealed record Death(string Source, FhirDate? Written, Moment? DischargedDead)
{
    public bool IsDateUnknown => Written is null && DischargedDead is null;

    public bool IsPartial => Written is { IsPartial: true };

    public string? Precision => (Written?.Precision ?? DischargedDead?.Precision)?.ToString().ToLowerInvariant();

    /// <summary>The death in local time of a place; null when it is not known to the day.</summary>
    public Moment? In(DateTimeZone zone) =>
        Written is not null ? Moment.Of(Written, zone)
        : DischargedDead is { At: { } at } ? Moment.Of(at, zone)
        : DischargedDead;
}

/// <summary>What the death means for one stay. Days are local days of the stay.</summary>
internal sealed record StayDeath(Death Death, bool? IsInHospital, LocalDate? Lo, LocalDate? Hi, bool StartsAfterDeath);

/// <summary>Deaths of persons, and of each of their stays.</summary>
internal sealed class Deaths
{
    private readonly Dictionary<Person, Death> _deaths = [];
    private readonly Dictionary<Stay, StayDeath> _ofStay = [];

    public Deaths(People people, IReadOnlyList<Stay> stays, IEnumerable<Encounter> visits, OracleParameters parameters)
    {
        var staysOf = stays.ToLookup(s => s.Person);
        var visitsOf = visits.ToLookup(v => v.Person!);
        foreach (var person in people.All.Concat(stays.Select(s => s.Person)).Distinct())
        {
            if (DeathOf(person, staysOf[person], visitsOf[person]) is { } death)
            {
                _deaths.Add(person, death);
                foreach (var stay in staysOf[person])
                {
                    _ofStay.Add(stay, OfStay(death, stay, [.. staysOf[person]], parameters));
                }
            }
        }
    }

    public IEnumerable<(Person Person, Death Death)> All => _deaths.Select(pair => (pair.Key, pair.Value));

    public Death? Of(Person person) => _deaths.GetValueOrDefault(person);

    public StayDeath? Of(Stay stay) => _ofStay.GetValueOrDefault(stay);

    private static Death? DeathOf(Person person, IEnumerable<Stay> stays, IEnumerable<Encounter> visits)
    {
        if (person.Deceased is { } deceased)
        {
            return new Death("deceased", deceased, null);
        }

        var expired = stays.Where(s => s.Disposition == "EXPIRED").Select(s => s.CredibleEnd)
            .Concat(visits.Where(v => v.Disposition == "EXPIRED").Select(v => v.CredibleEnd)).ToList();
        if (expired.OfType<Moment>().OrderBy(m => m.Finish).FirstOrDefault() is { } end)
        {
            return new Death("disposition", null, end);
        }

        return expired.Count > 0 || person.IsDead ? new Death("unknown_date", null, null) : null;
    }

    private static StayDeath OfStay(Death death, Stay stay, List<Stay> all, OracleParameters parameters)
    {
        if (death.IsDateUnknown)
        {
            var later = all.Any(other => other != stay && IsLater(other, stay));
            bool? inHospital = stay.Disposition == "EXPIRED" ? true : stay.Disposition != Disposition.Unknown || later ? false : null;
            return new StayDeath(death, inHospital, null, null, false);
        }

        if (death.In(stay.Zone) is { } local)
        {
            var inside = stay.Disposition == "EXPIRED" || IsInside(local, stay);
            return new StayDeath(death, inside, local.Day, local.Day, stay.Start is { } start && local.CompareTo(start) < 0);
        }

        var (lo, hi) = Clip(death.Written!, stay.Zone, all, parameters.AsOf);
        bool Inside(LocalDate day) => stay.Disposition == "EXPIRED" || IsInside(new Moment(day, null, stay.Zone), stay);
        bool? known = Inside(lo) == Inside(hi) ? Inside(lo) : null;
        return new StayDeath(death, known, lo, hi, stay.Start is { } begin && hi < begin.Day);
    }

    private static bool IsLater(Stay other, Stay stay) =>
        other.Start is { } a && stay.Start is { } b && (a.Begin > b.Begin || (a.Begin == b.Begin && string.CompareOrdinal(other.Id, stay.Id) > 0));

    private static bool IsInside(Moment death, Stay stay)
    {
        if (stay.Start is not { } start)
        {
            return false;
        }

        if (stay.IsOpen)
        {
            return death.CompareTo(start) >= 0;
        }

        if (stay.GoodEnd is not { } end)
        {
            return false;
        }

        if (death.At is not null && start.At is not null && end.At is not null)
        {
            return death.CompareTo(start) >= 0 && death.CompareTo(end) <= 0;
        }

        return (start.Day <= death.Day && death.Day < end.Day) || (death.Day == end.Day && stay.Disposition == Disposition.Unknown);
    }

    // A person cannot die before a stay begins, before being discharged alive, or after the data were read.
    private static (LocalDate Lo, LocalDate Hi) Clip(FhirDate partial, DateTimeZone zone, List<Stay> all, Instant asOf)
    {
        var (lo, hi) = (partial.Lo(zone), partial.Hi(zone));
        var aliveOn = all.Select(s => s.Start?.Day)
            .Concat(all.Where(s => s.Disposition is not ("EXPIRED" or Disposition.Unknown)).Select(s => s.CredibleEnd?.Day))
            .OfType<LocalDate>().Append(lo).Max();
        var read = asOf.InZone(zone).Date;
        var (low, high) = (aliveOn, hi < read ? hi : read);
        // Where nothing is left the record contradicts itself: what was written stands.
        return low <= high ? (low, high) : (lo, hi);
    }
}
