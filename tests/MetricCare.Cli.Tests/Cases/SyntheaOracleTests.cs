using MetricCare.Oracle;
using NodaTime;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>The oracle over the development population: what holds of every population, and the oddities that its README lists.</summary>
public sealed class SyntheaOracleTests
{
    internal static OracleParameters Parameters => new()
    {
        AsOf = Instant.FromUtc(2026, 1, 1, 5, 0),
        DataThrough = new LocalDate(2025, 12, 31),
        DefaultZone = "America/New_York",
        ValueSetFiles = [Repository.Shared("value-sets", "vs_infection.csv"), Repository.Shared("value-sets", "vs_infection_snomed.csv")],
    };

    internal static IEnumerable<string> Files(string population) =>
        Directory.EnumerateFiles(Repository.Shared("fhir-samples", population), "*.ndjson.gz")
            .Where(file => !Path.GetFileName(file).StartsWith("Observation", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("Medication", StringComparison.Ordinal));

    [Theory]
    [InlineData("synthea-dev")]
    [InlineData("synthea-10")]
    public void The_laws_of_measures_hold_over_synthetic_populations(string population)
    {
        var result = MeasureOracle.Compute(Files(population), Parameters);
        Assert.NotEmpty(result.Stays);
        OracleLaws.Assert(result);

        // Everything is finished and dated; every hospital resolves to an Organization.
        Assert.All(result.Stays, stay => Assert.True(stay.IsCompleted || stay.DateIssue == "LOS_GE_365"));
        Assert.DoesNotContain(result.Stays, stay => stay.FacilityId == "UNKNOWN" || stay.FacilityId.Contains('|', StringComparison.Ordinal));
    }
}
