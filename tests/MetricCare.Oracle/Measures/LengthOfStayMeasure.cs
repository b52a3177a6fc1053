using MetricCare.Oracle.Care;
using NodaTime;

namespace MetricCare.Oracle.Measures;

/// <summary>M4 (section 5), and the time before the inpatient start.</summary>
internal static class LengthOfStayMeasure
{
    public static LengthOfStayFact Fact(Stay stay)
    {
        var stratum = stay.IsNewborn ? "NEWBORN" : stay.IsAcute ? "ACUTE" : "NONACUTE";
        var exclusion = stay.IsOpen ? "OPEN" : stay.DateIssue;
        return new LengthOfStayFact(stay.Id, stay.FacilityId, stratum, exclusion is null, exclusion, stay.LosDays, stay.LosMidnights, stay.LosHours);
    }

    public static LengthOfStayFact Fact(Encounter visit, OracleParameters parameters)
    {
        var nights = visit.HasGoodEnd ? Period.DaysBetween(visit.Start!.Day, visit.End!.Day) : (int?)null;
        var hours = visit.HasGoodEnd && visit.Start!.At is { } from && visit.End!.At is { } to ? (to - from).TotalHours : (double?)null;
        var stratum = visit.IsNewborn ? "NEWBORN" : visit.Setting == Setting.Ed ? "ED" : "OBS";
        var exclusion = visit.IsOpen ? "OPEN" : IssueOf(visit, parameters);
        return new LengthOfStayFact(visit.Id, visit.FacilityId, stratum, exclusion is null, exclusion, nights is { } n ? Math.Max(1, n) : null, nights, hours);
    }

    public static string? IssueOf(Encounter visit, OracleParameters parameters) =>
        visit.DateIssue ?? (visit.HasGoodEnd && Period.DaysBetween(visit.Start!.Day, visit.End!.Day) >= parameters.MaxLosDays ? "LOS_GE_365" : null);

    /// <summary>Hours of emergency and observation time before the inpatient start, overlapping time once.</summary>
    public static double PreInpatientHours(Stay stay)
    {
        if (stay.Start?.At is not { } start)
        {
            return 0;
        }

        var hours = Duration.Zero;
        var reached = Instant.MinValue;
        foreach (var (from, to) in OutpatientTimes(stay).OrderBy(t => t.From))
        {
            var (begin, end) = (Instant.Max(from, reached), Instant.Min(to, start));
            if (end > begin)
            {
                hours += end - begin;
                reached = end;
            }
        }

        return hours.TotalHours;
    }

    public static bool IsViaEd(Stay stay) =>
        stay.Start is { } start && VisitsOf(stay).Where(v => v.Setting == Setting.Ed).Select(v => v.Start)
            .Concat(Segments(stay).Where(s => s.Setting == Setting.Ed).Select(s => (Moment?)s.Start))
            .Any(arrival => arrival is not null && arrival.CompareTo(start) <= 0);

    private static IEnumerable<(Instant From, Instant To)> OutpatientTimes(Stay stay) =>
        from time in VisitsOf(stay).Where(v => v.HasGoodEnd).Select(v => (v.Start, v.End)).Concat(Segments(stay).Select(s => ((Moment?)s.Start, s.End)))
        where time.Item1?.At is not null && time.Item2?.At is not null
        select (time.Item1!.At!.Value, time.Item2!.At!.Value);

    private static IEnumerable<Encounter> VisitsOf(Stay stay) => stay.Visits.Concat(stay.InpatientEncounters.Where(e => e.IsVisit));

    private static IEnumerable<(Setting Setting, Moment Start, Moment? End)> Segments(Stay stay) =>
        stay.Admissions.SelectMany(a => a.Root.OutpatientSegments);
}
