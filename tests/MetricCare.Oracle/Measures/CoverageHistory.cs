using MetricCare.Oracle.Care;
using MetricCare.Oracle.Reading;
using NodaTime;

namespace MetricCare.Oracle.Measures;

/// <summary>Insurance periods of persons, for the profile that asks for a year of them.</summary>
internal sealed class CoverageHistory
{
    private readonly ILookup<Person, (LocalDate From, LocalDate To)> _periods;

    public CoverageHistory(ResourceStore store, People people) =>
        _periods = (from coverage in store.All("Coverage")
                    where coverage.Json.Text("status") is not ("cancelled" or "draft" or "entered-in-error")
                    let patient = store.Resolve(coverage, coverage.Json.Get("beneficiary"), "Patient")
                    where patient is not null
                    let period = coverage.Json.Get("period")
                    select (Person: people.Of(patient), From: FhirDate.Parse(period.Text("start"))?.Lo(DateTimeZone.Utc) ?? LocalDate.MinIsoValue,
                        To: FhirDate.Parse(period.Text("end"))?.Hi(DateTimeZone.Utc) ?? LocalDate.MaxIsoValue))
            .ToLookup(row => row.Person, row => (row.From, row.To));

    /// <summary>Every day from twelve months before the admission to the admission is covered.</summary>
    public bool CoversYearBefore(Stay stay)
    {
        if (stay.Start is not { } start)
        {
            return false;
        }

        var day = start.Day.PlusMonths(-12);
        foreach (var (from, to) in _periods[stay.Person].OrderBy(p => p.From))
        {
            if (from <= day && to >= day)
            {
                if (to >= start.Day)
                {
                    return true;
                }

                day = to.PlusDays(1);
            }
        }

        return false;
    }
}
