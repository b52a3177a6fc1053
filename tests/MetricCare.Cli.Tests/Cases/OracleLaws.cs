using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>What holds of every population (section 13).</summary>
internal static class OracleLaws
{
    public static void Assert(OracleResult result)
    {
        var stays = result.Stays.Select(s => s.StayId).ToList();
        Xunit.Assert.Equal(stays, result.Readmissions.Select(f => f.StayId));
        Xunit.Assert.Equal(stays, result.Mortality.Select(f => f.StayId));
        Xunit.Assert.Equal(stays.Distinct(), stays);

        // Each acute stay is in one episode, and in or out of each measure.
        Xunit.Assert.Equal(
            result.Stays.Where(s => s.IsAcute).Select(s => s.StayId),
            result.Episodes.SelectMany(e => e.StayIds).Order(StringComparer.Ordinal));
        Xunit.Assert.All(result.Readmissions, f => Xunit.Assert.True(f.IsIndex == f.FirstExclusion is null && (f.Numerator == 0 || f.IsIndex)));
        Xunit.Assert.All(result.Mortality, f => Xunit.Assert.True(
            (f.M2aNumerator == 0 || f.M2aExclusion is null) && (f.M2bNumerator == 0 || f.M2bExclusion is null) && (f.M2cNumerator == 0 || f.M2cExclusion is null)));

        // A person dies in one episode of care at most, and one admission per year is drawn.
        var drawn = result.Mortality.Where(f => f.M2bDrawn).GroupBy(f => (f.PersonId, result.Stays.Single(s => s.StayId == f.StayId).StartDate!.Value.Year));
        Xunit.Assert.All(drawn, admissions => Xunit.Assert.Single(admissions));

        var values = OracleMeasures.Of(result).ToList();
        Xunit.Assert.All(values.Where(v => v.Measure.StartsWith("M1", StringComparison.Ordinal) || v.Measure.StartsWith("M2", StringComparison.Ordinal)), v => Xunit.Assert.True(v.Numerator <= v.Denominator));

        // Hospitals add up to the whole.
        foreach (var measure in values.GroupBy(v => (v.Measure, v.Stratum)))
        {
            var all = measure.Single(v => v.Facility == OracleMeasures.All);
            Xunit.Assert.Equal(all.Numerator, measure.Where(v => v.Facility != OracleMeasures.All).Sum(v => v.Numerator));
            Xunit.Assert.Equal(all.Denominator, measure.Where(v => v.Facility != OracleMeasures.All).Sum(v => v.Denominator));
        }
    }
}
