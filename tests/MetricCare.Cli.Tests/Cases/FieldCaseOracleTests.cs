using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MetricCare.Oracle;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>The field cases that name measures: faults that people met, rebuilt. The oracle gives the outcome that they name.</summary>
public sealed class FieldCaseOracleTests
{
    private static readonly string[] Cases =
        ["FC-11", "FC-12", "FC-14", "FC-15", "FC-16", "FC-17", "FC-18"];

    public static TheoryData<string> Ids => [.. Cases];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_oracle_gives_the_outcome_that_the_field_case_names(string id)
    {
        var file = Directory.EnumerateFiles(Repository.Shared("field-cases"), id + "-*.json").Single();
        var detail = JsonNode.Parse(File.ReadAllText(file))!;
        using var folder = new ScratchFolder();
        var paths = detail["files"]!.AsArray().Select(f =>
        {
            var path = Path.Combine(folder.Path, (string)f!["name"]!);
            File.WriteAllText(path, (string)f["text"]!);
            return path;
        }).ToList();
        detail = detail["expect"]!["detail"]!;
        var result = MeasureOracle.Compute(paths, new OracleParameters
        {
            AsOf = InstantPattern.ExtendedIso.Parse((string)detail["params"]!["as_of"]!).Value,
            DataThrough = LocalDatePattern.Iso.Parse((string)detail["params"]!["data_through"]!).Value,
            DefaultZone = (string)detail["params"]!["tz"]!,
            ValueSetFiles = [Repository.Shared("value-sets", "vs_infection.csv")],
        });

        AssertRows(detail, "stays", "stay_id", result.Stays.Select(s => CellText.Row(s)));
        AssertRows(detail, "readmission", "stay_id", result.Readmissions.Select(CellText.Row));
        AssertRows(detail, "infection", "condition_id", result.Infections.Select(CellText.Row));
        AssertMembers(detail, result);
        AssertMeasures(detail, result);
    }

    private static void AssertRows(JsonNode detail, string name, string key, IEnumerable<Dictionary<string, string?>> actual)
    {
        if (detail[name] is not JsonArray rows)
        {
            return;
        }

        var expected = rows.Select(row => row!.AsObject().Where(cell => cell.Value is not JsonArray).ToDictionary(
            cell => cell.Key is "stay" or "condition" ? key : cell.Key, Cell, StringComparer.Ordinal)).ToList();
        RowComparison.AssertRows(name, [key], expected, actual);
    }

    // Truth is written as 0 and 1.
    private static string? Cell(KeyValuePair<string, JsonNode?> cell) => (cell.Key, cell.Value?.GetValueKind()) switch
    {
        (_, null) => null,
        ("is_index", _) => (int)cell.Value! == 1 ? "true" : "false",
        (_, JsonValueKind.Number) => CellText.Of((double)cell.Value!),
        _ => (string?)cell.Value,
    };

    private static void AssertMembers(JsonNode detail, OracleResult result)
    {
        foreach (var stay in detail["stays"]?.AsArray() ?? [])
        {
            var here = result.StayEncounters.Where(e => e.StayId == (string)stay!["stay"]!).ToList();
            if (stay!["encounters"] is JsonArray inpatient)
            {
                Assert.Equal(inpatient.Select(e => (string)e!), here.Where(e => e.Role == "inpatient").Select(e => e.EncounterId));
            }

            if (stay["other"] is JsonArray other)
            {
                Assert.Equal(other.Select(e => (string)e!), here.Where(e => e.Role != "inpatient").Select(e => e.EncounterId));
            }
        }

        foreach (var person in detail["persons"]?.AsArray() ?? [])
        {
            Assert.Equal(person!["members"]!.AsArray().Select(m => (string)m!), result.Members.Where(m => m.PersonId == (string)person["person"]!).Select(m => m.PatientId));
        }

        foreach (var death in detail["mortality"]?.AsArray() ?? [])
        {
            var row = result.StayDeaths.Single(d => d.StayId == (string)death!["stay"]!);
            Assert.Equal(((string?)death!["death_date"], (string?)death["death_source"]), (CellText.Of(row.DiedDateLo), row.DeathSource));
        }
    }

    private static void AssertMeasures(JsonNode detail, OracleResult result)
    {
        var values = OracleMeasures.Of(result).Where(v => v.Facility == OracleMeasures.All).ToList();
        MeasureValue Get(string name, string? stratum = null) => values.Single(v => v.Measure == name && v.Stratum == stratum);
        foreach (var (name, node) in detail["measures"]!.AsObject())
        {
            switch (name)
            {
                case "M1" or "M2a" or "M2b" or "M2c":
                    var value = Get(name == "M2b" ? "M2B_BEFORE_DRAW" : name.ToUpperInvariant());
                    Assert.Equal(((double)node!["numerator"]!, (double)node["denominator"]!), (value.Numerator, value.Denominator));
                    foreach (var (reason, count) in node["excluded"]?.AsObject() ?? [])
                    {
                        Assert.Equal((reason, (int)count!), (reason, value.Excluded.GetValueOrDefault(reason)));
                    }

                    break;
                case "M3":
                    var rate = Get("M3_HO_PER_1000_PATIENT_DAYS");
                    Assert.Equal(
                        string.Create(CultureInfo.InvariantCulture, $"{(int)node!["ho_events"]!} {(int)node["poa_events"]!} {(int)node["patient_days"]!} {(double)node["ho_per_1000_patient_days"]!:0.0000}"),
                        string.Create(CultureInfo.InvariantCulture, $"{rate.Numerator} {Get("M3_POA_PER_100_ADMISSIONS").Numerator} {rate.Denominator} {rate.Value:0.0000}"));
                    break;
                case "M4" or "M4_OBS":
                    var los = Get("M4_LOS", name == "M4" ? "ACUTE" : "OBS");
                    Assert.Equal(((double)node!["n"]!, (double)node["sum"]!), (los.Denominator, los.Numerator));
                    break;
                default:
                    Assert.Fail($"A measure that the test does not know: {name}.");
                    break;
            }
        }
    }
}
