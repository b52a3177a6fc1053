using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>Describes the lengths of stay of a facility (or ALL) and stratum: percentiles by linear interpolation, the deviation of a sample.</summary>
internal sealed record LosStatistics(
    string Facility, string Stratum, int N, int Sum, double Mean, double? Sd, double GeometricMean, double P25, double Median, double P75, double P90, double P95)
{
    public static IEnumerable<LosStatistics> Of(OracleResult result)
    {
        var included = result.LengthOfStay.Where(f => f.IsIncluded).ToList();
        return included.Concat(included.Select(f => f with { FacilityId = OracleMeasures.All }))
            .GroupBy(f => (f.FacilityId, f.Stratum))
            .Select(group => Describe(group.Key.FacilityId, group.Key.Stratum, [.. group.Select(f => f.LosDays!.Value).Order()]));
    }

    private static LosStatistics Describe(string facility, string stratum, List<int> sorted)
    {
        var mean = sorted.Average();
        double? deviation = sorted.Count > 1 ? Math.Sqrt(sorted.Sum(x => (x - mean) * (x - mean)) / (sorted.Count - 1)) : null;
        return new LosStatistics(
            facility, stratum, sorted.Count, sorted.Sum(), mean, deviation, Math.Exp(sorted.Average(x => Math.Log(x))),
            Percentile(sorted, 0.25), Percentile(sorted, 0.5), Percentile(sorted, 0.75), Percentile(sorted, 0.9), Percentile(sorted, 0.95));
    }

    private static double Percentile(List<int> sorted, double share)
    {
        var place = (sorted.Count - 1) * share;
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
