using System.Globalization;
using MetricCare.Oracle;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>Every case of the definitions, worked out by the oracle.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Ids => [.. ScenarioReader.Ids(Repository.CasesFolder)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_oracle_comes_to_what_the_case_says(string id)
    {
        using var folder = new ScratchFolder();
        var (_, one) = ScenarioReader.Read(Repository.CasesFolder).Single(s => s.Id == id);
        var scenario = ScenarioReader.Write(id, one, folder.Path);
        var result = MeasureOracle.Compute(scenario.Files, ParametersOf(scenario, Repository.Shared("value-sets", "vs_infection.csv"), Repository.Shared("value-sets", "vs_infection_snomed.csv")));
        Assert.NotEmpty(scenario.Expect);
        foreach (var (relation, expected) in scenario.Expect)
        {
            var key = ScenarioReader.KeyOf(relation);
            var actual = OracleRows.Of(result, relation).ToList();
            RowComparison.AssertRows($"{id}: {relation}", key, expected, actual);
            if (relation.StartsWith("silver.", StringComparison.Ordinal))
            {
                RowComparison.AssertSameKeys(relation, key, expected, actual);
            }
        }
    }

    /// <summary>The parameters of a case: what it sets, else the defaults of all cases.</summary>
    internal static OracleParameters ParametersOf(Scenario scenario, params string[] valueSets)
    {
        string? Get(string name) => scenario.Parameters.GetValueOrDefault(name);
        int Number(string name, int otherwise) => Get(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new OracleParameters
        {
            AsOf = InstantPattern.ExtendedIso.Parse(Get("as_of") ?? "2025-06-30T00:00:00Z").Value,
            DataThrough = Get("data_through") is "null" ? null : LocalDatePattern.Iso.Parse(Get("data_through") ?? "2024-12-31").Value,
            Profile = Get("profile") ?? "all_payer_adult",
            HaiDischargeGraceDays = Number("hai_discharge_grace_days", 0),
            HaiHours = Number("hai_hours", 48),
            UseRecordedDate = Get("use_recorded_date") is not "false",
            MortalitySeed = Get("mortality_seed") ?? "0",
            AttributeLast = Get("attribute_last") is "true",
            DefaultZone = ScenarioFiles.DefaultZone,
            Facilities = scenario.Facilities,
            ValueSetFiles = [.. valueSets, .. scenario.ExtraValueSets],
        };
    }
}
