using MetricCare.Oracle.Care;
using NodaTime;

namespace MetricCare.Oracle.Measures;

/// <summary>M2a in hospital, M2b within 30 days of admission, M2c within 30 days of discharge (section 3).</summary>
internal sealed class MortalityMeasure(
    IReadOnlyList<Stay> stays, IReadOnlyList<Episode> episodes, Deaths deaths, HospiceCare hospice, LocalDate? dataThrough, OracleParameters parameters)
{
    private readonly Dictionary<Stay, Episode> _episodeOf = episodes.SelectMany(e => e.Stays.Select(s => (s, e))).ToDictionary(pair => pair.s, pair => pair.e);
    private readonly ILookup<Person, Episode> _episodesOf = episodes.ToLookup(e => e.Person);

    public IReadOnlyList<MortalityFact> Facts()
    {
        var facts = stays.Select(stay => (Stay: stay, Fact: Fact(stay))).ToList();
        var drawn = facts.Where(f => f.Fact.M2bExclusion is null)
            .GroupBy(f => (f.Stay.Person.Id, f.Stay.Start!.Day.Year))
            .Select(admissions => admissions.MinBy(f => DrawKey(f.Stay), StringComparer.Ordinal).Stay.Id)
            .ToHashSet(StringComparer.Ordinal);
        // With attribute_last there is no draw: every admission stays in.
        return [.. facts.Select(f => f.Fact with { M2bDrawn = parameters.AttributeLast ? f.Fact.M2bExclusion is null : drawn.Contains(f.Stay.Id) })];
    }

    public IEnumerable<EpisodeMortalityFact> EpisodeFacts() => episodes.Select(episode =>
    {
        var age = Age.Check(episode.First, parameters.MinimumAge);
        var exclusion = FirstOf(
            ("NOT_COMPLETED", !episode.IsCompleted),
            ("AGE", age == AgeCheck.Outside),
            ("VITAL_INCONSISTENT", episode.Stays.Any(IsInconsistent)),
            ("UNDETERMINED", age == AgeCheck.Undetermined || (episode.Stays.Any(IsInHospitalUnknown) && !episode.Stays.Any(DiedIn))));
        return new EpisodeMortalityFact(episode.Id, episode.First.Id, episode.Last.FacilityId, exclusion, exclusion is null && episode.Stays.Any(DiedIn) ? 1 : 0);
    });

    private MortalityFact Fact(Stay stay)
    {
        var episode = _episodeOf.GetValueOrDefault(stay);
        var (inHospital, a) = InHospital(stay);
        var (days30, b, death30) = AfterAdmission(stay, episode);
        var (daysPost, c, deathPost) = AfterDischarge(stay, episode);
        return new MortalityFact
        {
            StayId = stay.Id,
            PersonId = stay.Person.Id,
            FacilityId = stay.FacilityId,
            M2aExclusion = a,
            M2aNumerator = a is null && inHospital ? 1 : 0,
            M2bExclusion = b,
            M2bNumerator = b is null && death30 ? 1 : 0,
            M2bDays = days30,
            M2bDrawn = false,
            M2cExclusion = c,
            M2cNumerator = c is null && deathPost ? 1 : 0,
            M2cDays = daysPost,
        };
    }

    private (bool Died, string? Exclusion) InHospital(Stay stay)
    {
        var age = Age.Check(stay, parameters.MinimumAge);
        return (DiedIn(stay), FirstOf(
            ("NOT_COMPLETED", !stay.IsCompleted),
            ("NOT_ACUTE", !stay.IsAcute),
            ("AGE", age == AgeCheck.Outside),
            ("VITAL_INCONSISTENT", IsInconsistent(stay)),
            ("UNDETERMINED", age == AgeCheck.Undetermined || IsInHospitalUnknown(stay))));
    }

    // The first stay speaks for the episode; the others came by transfer.
    private (int? Days, string? Exclusion, bool Died) AfterAdmission(Stay stay, Episode? episode)
    {
        if (episode is not null && episode.First != stay)
        {
            return (null, "TRANSFER_IN", false);
        }

        var age = Age.Check(stay, parameters.MinimumAge, parameters.IsCmsLike ? 94 : int.MaxValue);
        var death = deaths.Of(stay);
        // Where the death is that of a later episode, nothing about this one is open.
        var window = parameters.AttributeLast && death is { Death.IsDateUnknown: false } && !IsLastBefore(death, episode) ? false : Within(death, stay.Start?.Day);
        var exclusion = FirstOf(
            ("NOT_COMPLETED", !(episode?.IsCompleted ?? stay.IsCompleted)),
            ("NOT_ACUTE", !stay.IsAcute),
            ("AGE", age == AgeCheck.Outside),
            ("VITAL_INCONSISTENT", IsInconsistent(stay)),
            ("AMA", episode?.Last.Disposition == "AMA"),
            ("HOSPICE", stay.Start is not null && hospice.Before(stay)),
            ("VITAL_UNKNOWN", death is { Death.IsDateUnknown: true }),
            ("NO_FOLLOWUP", stay.Start is { } start && dataThrough is { } through && start.Day.PlusDays(parameters.MortDays) > through),
            ("UNDETERMINED", age == AgeCheck.Undetermined || window is null));
        return (DaysSince(death, stay.Start?.Day), exclusion, window == true);
    }

    private (int? Days, string? Exclusion, bool Died) AfterDischarge(Stay stay, Episode? episode)
    {
        var carries = episode is null || episode.Last == stay;
        var age = Age.Check(stay, parameters.MinimumAge);
        var death = deaths.Of(stay);
        var window = Within(death, stay.GoodEnd?.Day);
        var exclusion = FirstOf(
            ("NOT_COMPLETED", carries && episode is not null ? !episode.IsCompleted : !stay.IsCompleted),
            ("NOT_ACUTE", !stay.IsAcute),
            ("AGE", age == AgeCheck.Outside),
            ("VITAL_INCONSISTENT", IsInconsistent(stay)),
            ("TRANSFERRED_OUT", !carries),
            ("DIED", DiedIn(stay)),
            ("VITAL_UNKNOWN", death is { Death.IsDateUnknown: true }),
            ("NO_FOLLOWUP", stay.End is { } end && dataThrough is { } through && end.Day.PlusDays(parameters.MortDays) > through),
            ("UNDETERMINED", age == AgeCheck.Undetermined || IsInHospitalUnknown(stay) || window is null));
        return (DaysSince(death, stay.GoodEnd?.Day), exclusion, window == true);
    }

    private string DrawKey(Stay stay) =>
        Sha256.Hex($"{parameters.MortalitySeed}|{stay.Person.Id}|{stay.Start!.Day.Year}|{_episodeOf[stay].Id}");

    /// <summary>Died 0 to 30 days after a day; null when it cannot be told.</summary>
    private bool? Within(StayDeath? death, LocalDate? from)
    {
        if (death is null || from is null || death.Death.IsDateUnknown)
        {
            return false;
        }

        bool Inside(LocalDate day) => Period.DaysBetween(from.Value, day) is var days && days >= 0 && days <= parameters.MortDays;
        return Inside(death.Lo!.Value) == Inside(death.Hi!.Value) ? Inside(death.Lo.Value) : null;
    }

    private static int? DaysSince(StayDeath? death, LocalDate? from) =>
        death is { Lo: { } lo, Hi: { } hi } && lo == hi && from is { } day ? Period.DaysBetween(day, lo) : null;

    private bool IsLastBefore(StayDeath death, Episode? episode) =>
        episode is not null && _episodesOf[episode.Person]
            .Where(e => e.Start is { } start && start.Day <= death.Hi!.Value && !IsInconsistent(e.First))
            .OrderBy(e => e.Start!.Begin).ThenBy(e => e.First.Id, StringComparer.Ordinal).LastOrDefault() == episode;

    private bool DiedIn(Stay stay) => deaths.Of(stay)?.IsInHospital == true;

    private bool IsInHospitalUnknown(Stay stay) => deaths.Of(stay) is { IsInHospital: null };

    private bool IsInconsistent(Stay stay) => deaths.Of(stay)?.StartsAfterDeath == true;

    private static string? FirstOf(params (string Code, bool Applies)[] checks) => checks.FirstOrDefault(check => check.Applies).Code;
}
