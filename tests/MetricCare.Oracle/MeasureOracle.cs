using MetricCare.Oracle.Care;
using MetricCare.Oracle.Measures;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle;

/// <summary>Works the measures out of FHIR resources in plain code: slow, simple, and independent of the engine that it checks.</summary>
public static class MeasureOracle
{
    /// <param name="files">FHIR files: NDJSON, JSON arrays, Bundles, single resources; gzip or not. What cannot be read is left out.</param>
    /// <param name="parameters">The parameters of the run.</param>
    public static OracleResult Compute(IEnumerable<string> files, OracleParameters parameters)
    {
        var store = new ResourceStore(SourceFiles.Read(files));
        var valueSets = ValueSets.Read(parameters.ValueSetFiles);
        var people = new People(store);
        var facilities = new Facilities(store, parameters);
        var tree = new EncounterTree(store, new EncounterReader(store, people, facilities).Read());
        var diagnoses = new Diagnoses(store, valueSets, tree);
        var builder = new StayBuilder(tree, diagnoses, parameters).Build();
        var stays = builder.Stays.OrderBy(s => s.Id, StringComparer.Ordinal).ToList();
        var visits = builder.LoneVisits.OrderBy(v => v.Id, StringComparer.Ordinal).ToList();
        var deaths = new Deaths(people, stays, tree.Kept.Where(e => e.IsVisit && e.Person is not null), parameters);
        var episodes = Episodes.Of(stays, deaths, parameters);
        var through = parameters.DataThrough ?? LastDischarge(stays, parameters.AsOf);

        var planned = new PlannedAdmissions(store, valueSets, tree, builder, diagnoses);
        var readmission = new ReadmissionMeasure(stays, episodes, deaths, planned, new CoverageHistory(store, people), through, parameters);
        var mortality = new MortalityMeasure(stays, episodes, deaths, new HospiceCare(tree.Kept, parameters), through, parameters);
        var infection = new InfectionMeasure(builder, episodes, parameters);
        var infections = infection.Facts(InfectionCandidate.Read(store, people, tree, valueSets, parameters));
        return new OracleResult(
            [.. people.Members],
            [.. stays.Select(Row)],
            [.. from e in tree.Kept let stay = builder.StayOf(e) where stay is not null orderby e.Id select new StayEncounterRow(e.Id, stay.Id, RoleOf(e))],
            [.. visits.Select(v => Row(v, parameters))],
            [.. episodes.Select(Row).OrderBy(e => e.FirstStayId, StringComparer.Ordinal)],
            [.. deaths.All.Select(d => new DeathRow(d.Person.Id, d.Death.Source, d.Death.Precision, d.Death.In(DateTimeZone.Utc)?.At)).OrderBy(d => d.PersonId, StringComparer.Ordinal)],
            [.. from s in stays let d = deaths.Of(s) where d is not null select new StayDeathRow(s.Id, d.IsInHospital, d.Lo, d.Hi, d.Death.Source, d.StartsAfterDeath)],
            [.. readmission.Facts()],
            mortality.Facts(),
            [.. mortality.EpisodeFacts().OrderBy(e => e.FirstStayId, StringComparer.Ordinal)],
            [.. stays.Select(LengthOfStayMeasure.Fact).Concat(visits.Select(v => LengthOfStayMeasure.Fact(v, parameters))).OrderBy(f => f.StayId, StringComparer.Ordinal)],
            [.. infections.OrderBy(f => f.ConditionId, StringComparer.Ordinal).ThenBy(f => f.InfectionGroup, StringComparer.Ordinal)],
            [.. infection.Exposure().OrderBy(e => e.StayId, StringComparer.Ordinal)],
            through);
    }

    // A discharge in the future is an error of the record and says nothing about the feed.
    private static LocalDate? LastDischarge(IEnumerable<Stay> stays, Instant asOf) =>
        stays.Where(s => s.IsCompleted && s.GoodEnd!.Day <= asOf.InZone(s.Zone).Date).Select(s => (LocalDate?)s.GoodEnd!.Day).Max();

    private static string RoleOf(Encounter encounter) => encounter.Setting switch
    {
        Setting.InpatientAcute or Setting.InpatientNonacute => "inpatient",
        Setting.Ed => "ed",
        Setting.Obs => "obs",
        _ => "other",
    };

    private static StayRow Row(Stay stay)
    {
        var age = stay.Start is { } start ? stay.Person.AgeOn(start.Day) : null;
        return new StayRow
        {
            StayId = stay.Id,
            PersonId = stay.Person.Id,
            FacilityId = stay.FacilityId,
            Zone = stay.Zone.Id,
            IsAcute = stay.IsAcute,
            LastEncounterId = stay.Last.Id,
            StartPrecision = PrecisionOf(stay.First.StartDate),
            EndPrecision = stay.IsOpen ? null : PrecisionOf(stay.Last.Root.EndDate),
            StartedAt = stay.Start?.At,
            EndedAt = stay.End?.At,
            StartDate = stay.Start?.Day,
            EndDate = stay.End?.Day,
            IsOpen = stay.IsOpen,
            IsEndDerived = !stay.IsOpen && stay.Last.Root.IsEndDerived,
            DateIssue = stay.DateIssue,
            IsCompleted = stay.IsCompleted,
            Disposition = stay.Disposition,
            IsNewborn = stay.IsNewborn,
            PrincipalCcs = stay.Principal?.Ccs,
            ConditionStratum = stay.Principal?.Stratum ?? Diagnoses.None,
            LeaveDays = stay.LeaveDays,
            LosDays = stay.LosDays,
            LosMidnights = stay.LosMidnights,
            LosHours = stay.LosHours,
            PreInpatientHours = LengthOfStayMeasure.PreInpatientHours(stay),
            ViaEd = LengthOfStayMeasure.IsViaEd(stay),
            AgeLo = age?.Lo,
            AgeHi = age?.Hi,
        };
    }

    private static VisitRow Row(Encounter visit, OracleParameters parameters) => new(
        visit.Id, visit.Person!.Id, visit.FacilityId, visit.Setting == Setting.Ed ? "ED" : "OBS", visit.IsOpen,
        LengthOfStayMeasure.IssueOf(visit, parameters), visit.IsNewborn, LengthOfStayMeasure.Fact(visit, parameters).LosDays);

    private static EpisodeRow Row(Episode episode) => new(
        episode.Id, episode.Person.Id, episode.First.Id, episode.Last.Id, episode.First.FacilityId, episode.Last.FacilityId,
        episode.Start?.Day, episode.End?.Day, episode.Last.Disposition, episode.Stays.Count, episode.IsCompleted, episode.IsOpen, episode.LosDays,
        [.. episode.Stays.Select(s => s.Id)]);

    private static string? PrecisionOf(FhirDate? date) => date?.Precision.ToString().ToLowerInvariant();
}
