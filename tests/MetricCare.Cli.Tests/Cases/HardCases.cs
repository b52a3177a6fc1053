using System.Globalization;
using System.Text.Json.Nodes;
using MetricCare.Oracle;
using NodaTime;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>
/// More of what is rare in a <see cref="RandomPopulation"/>: hospice care at home around the look-back, deaths known to the month or year between
/// admissions, onsets as periods and words, spells of insurance. The same seed adds the same.
/// </summary>
internal static class HardCases
{
    private const string Snomed = "http://snomed.info/sct";

    public static RandomPopulation WithHardCases(this RandomPopulation population, int seed)
    {
        var random = new Random(seed);
        var resources = new List<JsonObject>();
        foreach (var person in population.Resources.GroupBy(PersonOf))
        {
            var all = person.ToList();
            var encounters = all.Where(r => (string?)r["resourceType"] == "Encounter").ToList();
            resources.AddRange(all);
            Array.ForEach([.. all.Where(r => (string?)r["resourceType"] == "Patient")], patient => Blur(patient, encounters, random));
            Array.ForEach([.. all.Where(r => (string?)r["resourceType"] == "Condition")], condition => Reword(condition, random));
            for (var i = Math.Max(0, random.Next(5) - 2); i > 0; i--)
            {
                resources.Add(Hospice(person.Key, i, encounters[random.Next(encounters.Count)], random));
            }

            for (var i = Math.Max(0, random.Next(4) - 1); i > 0; i--)
            {
                resources.Add(Insurance(person.Key, i, random));
            }
        }

        return new RandomPopulation(resources);
    }

    /// <summary>Parameters off their defaults, each in its own rhythm, so that neighbouring seeds differ in all of them.</summary>
    public static OracleParameters Varied(this OracleParameters parameters, int seed) => parameters with
    {
        AttributeLast = seed % 2 == 1,
        HospiceLookbackDays = seed % 3 == 0 ? 30 : 365,
        HaiDischargeGraceDays = seed / 2 % 2,
        Profile = seed % 4 == 3 ? "cms_like" : "all_payer_adult",
        UseRecordedDate = seed % 5 != 0,
        DataThrough = seed % 7 == 0 ? null : parameters.DataThrough,
    };

    private static string PersonOf(JsonObject resource) =>
        (string?)resource["resourceType"] == "Patient" ? (string)resource["id"]! : ((string)resource["subject"]!["reference"]!).Split('/')[1];

    private static LocalDate DayOf(JsonObject encounter)
    {
        var start = (string?)encounter["period"]?["start"] ?? "2024-03-01";
        return LocalDatePattern.Iso.Parse(start.Length >= 10 ? start[..10] : start + "-01").Value;
    }

    private static string Text(LocalDate day, string pattern = "uuuu-MM-dd") => day.ToString(pattern, CultureInfo.InvariantCulture);

    private static void Blur(JsonObject patient, List<JsonObject> encounters, Random random)
    {
        var day = DayOf(encounters[random.Next(encounters.Count)]);
        if (random.Next(10) is var kind && kind < 3)
        {
            patient.Remove("deceasedBoolean");
            patient["deceasedDateTime"] = Text(day.PlusDays(random.Next(25)), kind == 0 ? "uuuu" : kind == 1 ? "uuuu-MM" : "uuuu-MM-dd");
        }
    }

    private static void Reword(JsonObject condition, Random random)
    {
        if ((string?)condition["onsetDateTime"] is not { } onset || random.Next(8) is var kind && kind > 3)
        {
            return;
        }

        condition.Remove("onsetDateTime");
        switch (kind)
        {
            case 0:
                condition["onsetPeriod"] = new JsonObject { ["start"] = onset };
                break;
            case 1:
                condition["onsetString"] = "on the third day";
                condition["recordedDate"] = onset;
                break;
            case 2:
                condition["onsetPeriod"] = new JsonObject { ["end"] = onset };
                condition["recordedDate"] = onset;
                break;
            default:
                condition["onsetDateTime"] = onset.Length > 10 ? onset[..10] : onset[..7];
                break;
        }
    }

    private static JsonObject Hospice(string person, int number, JsonObject near, Random random)
    {
        int[] before = [800, 400, 396, 366, 365, 364, 60, 31, 30, 29, 1, 0, -1];
        int[] lasting = [0, 0, 1, 7, 30, 370];
        var start = DayOf(near).PlusDays(-before[random.Next(before.Length)]);
        var end = start.PlusDays(lasting[random.Next(lasting.Length)]);
        var period = new JsonObject { ["start"] = Text(start), ["end"] = Text(end) };
        var visit = new JsonObject
        {
            ["resourceType"] = "Encounter",
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{person}-h{number}"),
            ["status"] = "finished",
            ["class"] = new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-ActCode", ["code"] = "HH" },
            ["type"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = Snomed, ["code"] = random.Next(2) == 0 ? "305336008" : "385763009" }) }),
            ["subject"] = new JsonObject { ["reference"] = "Patient/" + person },
            ["period"] = period,
        };
        switch (random.Next(12))
        {
            case 0:
                visit["status"] = "in-progress";
                break;
            case 1:
                visit["status"] = "in-progress";
                period.Remove("end");
                break;
            case 2:
                period.Remove("end");
                break;
            case 3:
                period["end"] = Text(end, "uuuu-MM");
                break;
            case 4:
                period["start"] = Text(start, "uuuu-MM");
                break;
            case 5:
                period["end"] = Text(start.PlusDays(-20));
                break;
            case 6:
                period.Remove("start");
                break;
            case 7:
                visit["partOf"] = new JsonObject { ["reference"] = "Encounter/" + (string)near["id"]! };
                break;
        }

        return visit;
    }

    private static JsonObject Insurance(string person, int number, Random random)
    {
        var from = new LocalDate(2022, 6, 1).PlusDays(random.Next(700));
        var period = new JsonObject { ["start"] = Text(from), ["end"] = Text(from.PlusDays(random.Next(900)), random.Next(4) == 0 ? "uuuu-MM" : "uuuu-MM-dd") };
        if (random.Next(3) == 0)
        {
            period.Remove("end");
        }

        return new JsonObject
        {
            ["resourceType"] = "Coverage",
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{person}-c{number}"),
            ["status"] = random.Next(6) == 0 ? "cancelled" : "active",
            ["beneficiary"] = new JsonObject { ["reference"] = "Patient/" + person },
            ["payor"] = new JsonArray(new JsonObject { ["display"] = "Insurer" }),
            ["period"] = period,
        };
    }
}
