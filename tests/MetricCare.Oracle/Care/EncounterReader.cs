using System.Globalization;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>Encounters as the definitions see them (sections 1.4 to 1.7), R4 and R5 field names alike.</summary>
internal sealed class EncounterReader(ResourceStore store, People people, Facilities facilities)
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    /// <summary>All encounters that status does not exclude.</summary>
    public List<Encounter> Read() => [.. store.All("Encounter").Where(CountsByStatus).Select(Read)];

    private static string? StatusOf(SourceResource source) => source.Json.Text("status") switch
    {
        "completed" or "discharged" => "finished",
        "on-hold" => "onleave",
        "discontinued" => "cancelled",
        var status => status,
    };

    private static bool CountsByStatus(SourceResource source) =>
        StatusOf(source) is "finished" or "in-progress" or "onleave" or "arrived" or "triaged";

    private Encounter Read(SourceResource source)
    {
        var facility = facilities.Of(source);
        var zone = facilities.Zone(facility);
        var kind = facilities.Kind(source, facility);
        var code = ClassOf(source);
        var setting = SettingOf(code, kind);
        var period = source.Json.Get("period") ?? source.Json.Get("actualPeriod");
        var hospitalization = Facilities.HospitalizationOf(source);
        var disposition = Disposition.Of(hospitalization.Get("dischargeDisposition").Codings());
        var isOpen = StatusOf(source) != "finished" || disposition == Disposition.StillPatient;
        var history = HistoryOf(source, zone);
        var start = FhirDate.Parse(period.Text("start"));
        var inpatient = setting is Setting.InpatientAcute or Setting.InpatientNonacute;
        var historyStart = inpatient ? InpatientStart(history) : null;
        var end = FhirDate.Parse(period.Text("end"));
        var endMoment = Moment.Of(end, zone);
        var rebuilt = end is null && !isOpen ? EndByLength(source, Moment.Of(start, zone)) : null;
        return new Encounter
        {
            Source = source,
            Person = store.Resolve(source, source.Json.Get("subject"), "Patient") is { } patient ? people.Of(patient) : null,
            Setting = setting,
            ClassCode = code ?? "",
            FacilityId = facility,
            Zone = zone,
            FacilityKind = kind,
            IsOpen = isOpen,
            StartDate = historyStart?.Date ?? start,
            Start = historyStart?.Moment ?? Moment.Of(start, zone),
            WrittenStart = start,
            WrittenEnd = end,
            EndDate = end ?? rebuilt?.Date,
            End = endMoment ?? rebuilt?.Moment,
            IsEndDerived = rebuilt is not null,
            Disposition = disposition == Disposition.StillPatient ? Disposition.Unknown : disposition,
            IsNewborn = hospitalization.Get("admitSource").Codings().Any(c => c.Code == "born"),
            OutpatientSegments = inpatient
                ? [.. history.Where(s => SettingOf(s.Code, null) is Setting.Ed or Setting.Obs).Where(s => s.Start is not null)
                    .Select(s => (SettingOf(s.Code, null), s.Start!, s.End))]
                : [],
        };
    }

    // A feed without classes may say it in words, as a type.
    private static string? ClassOf(SourceResource source) =>
        source.Json.Get("class") is null
        ? source.Json.Items("type").Select(type => type.Text("text")?.ToUpperInvariant() switch
            {
                "INPATIENT" => "IMP",
                "EMERGENCY" => "EMER",
                "OUTPATIENT" => "AMB",
                "HOME" => "HH",
                "VIRTUAL" => "VR",
                _ => null,
            }).FirstOrDefault(code => code is not null)
        : source.Json.Items("class")
            .SelectMany(item => item.Get("coding") is null ? CodingOf(item) : item.Codings())
            .FirstOrDefault(coding => coding.System is null or ActCode)?.Code;

    private static IReadOnlyList<Coding> CodingOf(System.Text.Json.JsonElement coding) =>
        coding.Text("code") is { } code ? [new Coding(coding.Text("system"), code)] : [];

    private static Setting SettingOf(string? code, string? kind) => code switch
    {
        "IMP" when kind is "psych" or "rehab" or "ltac" or "snf" => Setting.InpatientNonacute,
        "IMP" or "ACUTE" => Setting.InpatientAcute,
        "NONAC" => Setting.InpatientNonacute,
        "EMER" => Setting.Ed,
        "OBSENC" or "SS" => Setting.Obs,
        "AMB" or "HH" or "VR" or "FLD" => Setting.Outpatient,
        _ => Setting.Ignored,
    };

    private static List<(string? Code, FhirDate? StartDate, Moment? Start, FhirDate? EndDate, Moment? End)> HistoryOf(SourceResource source, DateTimeZone zone) =>
        [.. from segment in source.Json.Items("classHistory")
            let coding = segment.Items("class").SelectMany(CodingOf).FirstOrDefault()
            where coding?.System is null or ActCode
            let start = FhirDate.Parse(segment.Get("period").Text("start"))
            let end = FhirDate.Parse(segment.Get("period").Text("end"))
            select (coding?.Code, start, Moment.Of(start, zone), end, Moment.Of(end, zone))];

    // The first inpatient segment; with emergency and observation segments only, what follows the last of them.
    private static (FhirDate Date, Moment Moment)? InpatientStart(
        List<(string? Code, FhirDate? StartDate, Moment? Start, FhirDate? EndDate, Moment? End)> history)
    {
        var inpatient = history.Where(s => s.Code is "IMP" or "ACUTE").ToList();
        if (inpatient.Count > 0)
        {
            var first = inpatient.Where(s => s.Start is not null).OrderBy(s => s.Start!.Begin).FirstOrDefault();
            return first.Start is null ? null : (first.StartDate!, first.Start);
        }

        var last = history.Where(s => SettingOf(s.Code, null) is Setting.Ed or Setting.Obs && s.End is not null).OrderBy(s => s.End!.Finish).LastOrDefault();
        return last.End is null ? null : (last.EndDate!, last.End);
    }

    private static (FhirDate Date, Moment Moment)? EndByLength(SourceResource source, Moment? start)
    {
        if (start is null || source.Json.Get("length") is not { } length || length.Get("value") is not { ValueKind: System.Text.Json.JsonValueKind.Number } value
            || length.Text("system") is not (null or "http://unitsofmeasure.org"))
        {
            return null;
        }

        var amount = value.GetDecimal();
        var text = (length.Text("code"), start.At) switch
        {
            // Days move the local clock, hours the instant.
            ("d", null) => amount == decimal.Truncate(amount) ? start.Day.PlusDays((int)amount).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) : null,
            ("d", { } at) => at.InZone(start.Zone).LocalDateTime.PlusSeconds((long)(amount * 86_400)).ToString("uuuu-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            ("h", { } at) => NodaTime.Text.InstantPattern.ExtendedIso.Format(at.Plus(Duration.FromSeconds((double)(amount * 3600)))),
            _ => null,
        };
        return FhirDate.Parse(text) is { } end ? (end, Moment.Of(end, start.Zone)!) : null;
    }
}
