using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>A measure of one facility (or ALL) and stratum: what a report publishes.</summary>
internal sealed record MeasureValue(string Measure, string Facility, string? Stratum, double Numerator, double Denominator, double? Value, IReadOnlyDictionary<string, int> Excluded, int? StaysWithHo = null);

/// <summary>Adds the facts of the oracle up to measures.</summary>
internal static class OracleMeasures
{
    public const string All = "ALL";

    public static IEnumerable<MeasureValue> Of(OracleResult result)
    {
        var facilities = result.Stays.Select(s => s.FacilityId).Concat(result.Visits.Select(v => v.FacilityId)).Distinct().Prepend(All);
        return facilities.SelectMany(facility => Of(result, facility));
    }

    private static IEnumerable<MeasureValue> Of(OracleResult result, string facility)
    {
        bool Here(string? id) => facility == All || id == facility;
        var m1 = result.Readmissions.Where(f => Here(f.FacilityId)).ToList();
        yield return Share("M1", facility, m1.Where(f => f.IsIndex).Select(f => f.Numerator), m1.Select(f => f.FirstExclusion));
        var m2 = result.Mortality.Where(f => Here(f.FacilityId)).ToList();
        yield return Share("M2A", facility, m2.Where(f => f.M2aExclusion is null).Select(f => f.M2aNumerator), m2.Select(f => f.M2aExclusion));
        yield return Share("M2B_BEFORE_DRAW", facility, m2.Where(f => f.M2bExclusion is null).Select(f => f.M2bNumerator), m2.Select(f => f.M2bExclusion));
        yield return Share("M2B", facility, m2.Where(f => f.M2bDrawn).Select(f => f.M2bNumerator), m2.Select(f => f.M2bExclusion));
        yield return Share("M2C", facility, m2.Where(f => f.M2cExclusion is null).Select(f => f.M2cNumerator), m2.Select(f => f.M2cExclusion));

        var events = result.Infections.Where(f => f is { RowType: "EVENT", IsInRate: true } && Here(f.FacilityId)).ToList();
        var exposure = result.Exposure.Where(e => Here(e.FacilityId)).ToList();
        var (days, admissions) = (exposure.Sum(e => e.PatientDays), exposure.Count);
        var ho = events.Where(f => f.Published == "HO").ToList();
        var poa = events.Count(f => f.Published == "POA");
        yield return Rate("M3_HO_PER_1000_PATIENT_DAYS", facility, ho.Count, days, 1000) with { StaysWithHo = ho.Select(f => f.ChargedStayId).Distinct().Count() };
        yield return Rate("M3_HO_PER_1000_ADMISSIONS", facility, ho.Count, admissions, 1000);
        yield return Rate("M3_POA_PER_100_ADMISSIONS", facility, poa, admissions, 100);

        foreach (var stratum in result.LengthOfStay.Where(f => Here(f.FacilityId)).GroupBy(f => f.Stratum))
        {
            var included = stratum.Where(f => f.IsIncluded).ToList();
            var sum = included.Sum(f => f.LosDays!.Value);
            yield return new MeasureValue("M4_LOS", facility, stratum.Key, sum, included.Count, Ratio(sum, included.Count, 1), Counts(stratum.Select(f => f.Exclusion)));
        }
    }

    private static MeasureValue Share(string measure, string facility, IEnumerable<int> numerators, IEnumerable<string?> exclusions)
    {
        var values = numerators.ToList();
        return new MeasureValue(measure, facility, null, values.Sum(), values.Count, Ratio(values.Sum(), values.Count, 1), Counts(exclusions));
    }

    private static MeasureValue Rate(string measure, string facility, int events, int denominator, int per) =>
        new(measure, facility, null, events, denominator, Ratio(events, denominator, per), Counts([]));

    private static double? Ratio(double numerator, double denominator, int per) => denominator == 0 ? null : per * numerator / denominator;

    private static Dictionary<string, int> Counts(IEnumerable<string?> codes) =>
        codes.OfType<string>().GroupBy(code => code).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
