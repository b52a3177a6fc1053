using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Tests.Pipelines.FieldCases;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Holds the tables of a run against the measures of a field case and the rows below them.</summary>
internal static class FieldCaseMeasures
{
    public static void Assert(JsonObject detail, JsonObject measures, ComputedRun run)
    {
        AssertRows(detail, "stays", "silver.stays", "stay_id", run);
        AssertRows(detail, "readmission", "gold.fact_readmission", "stay_id", run);
        AssertRows(detail, "infection", "gold.fact_infection_event", "condition_id", run);
        AssertRows(detail, "mortality", "deaths", "stay_id", run);
        AssertMembers(detail, run);
        foreach (var (name, node) in measures)
        {
            AssertMeasure(name, node!.AsObject(), run);
        }
    }

    private static void AssertRows(JsonObject detail, string name, string relation, string key, ComputedRun run)
    {
        if (detail[name] is not JsonArray rows)
        {
            return;
        }

        var expected = rows.Select(row => (Row)row!.AsObject().Where(cell => cell.Value is not JsonArray).ToDictionary(
            cell => cell.Key is "stay" or "condition" ? key : cell.Key, Cell, StringComparer.Ordinal)).ToList();
        RowComparison.AssertSameKeys(name, [key], expected, run[relation]);
        RowComparison.AssertRows(name, [key], expected, run[relation]);
    }

    // Truth is written as 0 and 1.
    private static string? Cell(KeyValuePair<string, JsonNode?> cell) => (cell.Key, cell.Value?.GetValueKind()) switch
    {
        (_, null) => null,
        ("is_index", _) => (int)cell.Value! == 1 ? "true" : "false",
        (_, JsonValueKind.Number) => CellText.Of((double)cell.Value!),
        _ => (string?)cell.Value,
    };

    private static void AssertMembers(JsonObject detail, ComputedRun run)
    {
        foreach (var stay in detail["stays"]?.AsArray() ?? [])
        {
            var here = run["silver.stay_encounters"].Where(row => row["stay_id"] == (string)stay!["stay"]!).OrderBy(row => row["encounter_id"], StringComparer.Ordinal).ToList();
            foreach (var (group, isInpatient) in new[] { ("encounters", true), ("other", false) })
            {
                if (stay![group] is JsonArray members)
                {
                    Xunit.Assert.Equal(members.Select(e => (string?)e), here.Where(row => row["role"] == "inpatient" == isInpatient).Select(row => row["encounter_id"]));
                }
            }
        }

        foreach (var person in detail["persons"]?.AsArray() ?? [])
        {
            Xunit.Assert.Equal(
                person!["members"]!.AsArray().Select(member => (string?)member),
                run["silver.person_members"].Where(row => row["person_id"] == (string?)person["person"]).Select(row => row["patient_id"]).Order(StringComparer.Ordinal));
        }
    }

    private static void AssertMeasure(string name, JsonObject expected, ComputedRun run)
    {
        Row Whole(string measure, string? stratum = null) => run["measures"].Single(row => row["measure"] == measure && row["facility"] == OracleMeasures.All && row["stratum"] == stratum);
        switch (name)
        {
            case "M1" or "M2a" or "M2b" or "M2c":
                AssertShare(expected, Whole(name == "M2b" ? "M2B_BEFORE_DRAW" : name.ToUpperInvariant()));
                if (expected["days"] is { } days)
                {
                    Xunit.Assert.Contains(CellText.Of((int)days), run["gold.fact_mortality"].Select(row => row[$"m{name[1..]}_days"]));
                }

                break;
            case "M3":
                var rate = Whole("M3_HO_PER_1000_PATIENT_DAYS");
                Xunit.Assert.Equal(
                    $"{(int)expected["ho_events"]!} {(int)expected["poa_events"]!} {(int)expected["patient_days"]!} {((double)expected["ho_per_1000_patient_days"]!).ToString("0.0000", CultureInfo.InvariantCulture)}",
                    $"{rate["numerator"]} {Whole("M3_POA_PER_100_ADMISSIONS")["numerator"]} {rate["denominator"]} {decimal.Parse(rate["value"]!, CultureInfo.InvariantCulture).ToString("0.0000", CultureInfo.InvariantCulture)}");
                break;
            case "M4" or "M4_OBS":
                var length = Whole("M4_LOS", name == "M4" ? "ACUTE" : "OBS");
                Xunit.Assert.Equal((CellText.Of((int)expected["n"]!), CellText.Of((int)expected["sum"]!)), (length["denominator"], length["numerator"]));
                break;
            default:
                Xunit.Assert.Fail($"A measure that the test does not know: {name}.");
                break;
        }
    }

    private static void AssertShare(JsonObject expected, Row actual)
    {
        Xunit.Assert.Equal((CellText.Of((int)expected["numerator"]!), CellText.Of((int)expected["denominator"]!)), (actual["numerator"], actual["denominator"]));
        foreach (var (reason, count) in expected["excluded"]?.AsObject() ?? [])
        {
            Xunit.Assert.Contains($"{reason}={(int)count!}", SameMeasures.Reasons(actual["detail"]));
        }
    }
}
