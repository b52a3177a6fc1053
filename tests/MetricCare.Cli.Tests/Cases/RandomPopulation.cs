using System.Globalization;
using System.Text.Json.Nodes;
using MetricCare.Oracle;
using NodaTime;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>
/// Made-up patients with all that is hard about stays: overlaps, transfers, parts, leave, bad and partial dates, several kinds of death,
/// records merged, infections with and without a stay. The same seed gives the same resources. One person's dates are all with or all without times.
/// </summary>
internal sealed record RandomPopulation(IReadOnlyList<JsonObject> Resources)
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private const string Icd10Cm = "http://hl7.org/fhir/sid/icd-10-cm";
    private static readonly OffsetDateTimePattern Written = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>");

    /// <summary>Run these with the value sets of infections, and with sample-data's map to CCS.</summary>
    public static OracleParameters Parameters(params string[] valueSets) => new()
    {
        AsOf = Instant.FromUtc(2025, 1, 1, 12, 0),
        DataThrough = new LocalDate(2024, 12, 20),
        DefaultZone = "America/New_York",
        Facilities =
        [
            new OracleFacility("A", "A", "America/New_York", "acute"), new OracleFacility("B", "B", "America/Chicago", "acute"),
            new OracleFacility("C", "C", "America/Los_Angeles", null), new OracleFacility("P", "P", "America/New_York", "psych"),
        ],
        ValueSetFiles = [.. valueSets, Path.Combine(Repository.SampleData, "value-sets", "ccs.csv")],
    };

    public static RandomPopulation Generate(int seed, int patients)
    {
        var random = new Random(seed);
        var resources = new List<JsonObject>();
        for (var i = 1; i <= patients; i++)
        {
            resources.AddRange(new PersonBuilder(random, "p" + i.ToString("000", CultureInfo.InvariantCulture)).Build());
        }

        return new RandomPopulation(resources);
    }

    /// <summary>One NDJSON file per resource type, in the order of <see cref="Resources"/>.</summary>
    public IReadOnlyList<string> WriteTo(string folder) =>
        [.. Resources.GroupBy(r => (string)r["resourceType"]!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(type =>
        {
            var file = Path.Combine(folder, type.Key + ".ndjson");
            File.WriteAllText(file, string.Concat(type.Select(r => r.ToJsonString() + "\n")));
            return file;
        })];

    private sealed class PersonBuilder(Random random, string id)
    {
        private readonly List<JsonObject> _resources = [];
        private readonly bool _hasTimes = random.Next(5) > 0;
        private LocalDateTime _clock = new LocalDateTime(2024, 1, 1, 0, 0).PlusDays(random.Next(200)).PlusMinutes(random.Next(1440));
        private int _number;

        public List<JsonObject> Build()
        {
            var patient = new JsonObject { ["resourceType"] = "Patient", ["id"] = id, ["gender"] = Pick("male", "female", "other") };
            if (Pick("1950-06-15", "1950-06-15", "1933-01-01", "1941-02-28", "1988-12-31", "2006", "2005", "2006-05", "2012-03-04", null) is { } birth)
            {
                patient["birthDate"] = birth;
            }

            _resources.Add(patient);
            for (var i = random.Next(1, 7); i > 0; i--)
            {
                AddEncounter();
            }

            AddDeath(patient);
            for (var i = random.Next(4); i > 0; i--)
            {
                AddCondition();
            }

            return _resources;
        }

        private void AddEncounter()
        {
            // The next one begins a little before, at, or after the end of the last.
            _clock = _clock.PlusMinutes(Pick(-20_000, -600, -15, 0, 0, 15, 45, 60, 61, 300, 900, 1_440, 2_000, 9_000, 14_400, 20_000, 30_000, 43_200, 44_640, 60_000));
            var start = _clock;
            var end = start.PlusMinutes(Pick(0, 120, 600, 1_440, 3_000, 5_000, 9_000, 20_000, 45_000));
            var facility = Pick("A", "A", "A", "B", "B", "C", "P", null);
            var zone = facility switch { "B" => "America/Chicago", "C" => "America/Los_Angeles", _ => "America/New_York" };
            var code = Pick("IMP", "IMP", "IMP", "IMP", "IMP", "ACUTE", "EMER", "EMER", "OBSENC", "NONAC", "AMB", "HH");
            var encounter = Encounter(NextId(), code, facility, Write(start, zone), Write(end, zone));
            _resources.Add(encounter);
            Spoil(encounter, end, zone);
            if (Pick("I50.9", "I50.9", "J18.9", "N17.9", "F32.9", "C18.9", "K80.20", null) is { } diagnosis)
            {
                encounter["reasonCode"] = new JsonArray(Concept(Icd10Cm, diagnosis));
            }

            if (code == "HH" && random.Next(2) == 0)
            {
                encounter["type"] = new JsonArray(Concept("http://snomed.info/sct", "385763009"));
            }

            AddHospitalization(encounter);
            AddLeave(encounter, start, end, zone);
            AddParts(encounter, start, end, zone, facility);
            if (random.Next(4) == 0)
            {
                AddProcedure((string)encounter["id"]!);
            }

            _clock = end;
        }

        private JsonObject Encounter(string number, string code, string? facility, string start, string end)
        {
            var encounter = new JsonObject
            {
                ["resourceType"] = "Encounter",
                ["id"] = number,
                ["status"] = "finished",
                ["class"] = new JsonObject { ["system"] = ActCode, ["code"] = code },
                ["subject"] = Reference("Patient", id),
                ["period"] = new JsonObject { ["start"] = start, ["end"] = end },
            };
            if (facility is not null)
            {
                encounter["serviceProvider"] = Reference("Organization", facility);
            }

            return encounter;
        }

        private void Spoil(JsonObject encounter, LocalDateTime end, string zone)
        {
            var period = encounter["period"]!.AsObject();
            switch (random.Next(30))
            {
                case 0:
                    encounter["status"] = Pick("planned", "cancelled", "entered-in-error", "unknown");
                    break;
                case 1:
                    encounter["status"] = "in-progress";
                    period.Remove("end");
                    break;
                case 2:
                    period.Remove("end");
                    break;
                case 3:
                    period.Remove("end");
                    encounter["length"] = new JsonObject { ["value"] = random.Next(1, 9), ["system"] = "http://unitsofmeasure.org", ["code"] = "d" };
                    break;
                case 4:
                    period["end"] = Write(end.PlusDays(-60), zone);
                    break;
                case 5:
                    period[Pick("start", "end")!] = "2024-03";
                    break;
                case 6:
                    encounter["identifier"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/visit", ["value"] = "v1" });
                    break;
            }
        }

        private void AddHospitalization(JsonObject encounter)
        {
            var disposition = Pick("home", "home", "home", "snf", "aadvice", "exp", "hosp", "02", "20", "30", null, null);
            if (disposition is not null)
            {
                var system = char.IsAsciiDigit(disposition[0]) ? "http://www.nubc.org/patient-discharge" : "http://terminology.hl7.org/CodeSystem/discharge-disposition";
                encounter["hospitalization"] = new JsonObject { ["dischargeDisposition"] = Concept(system, disposition) };
            }
        }

        private void AddLeave(JsonObject encounter, LocalDateTime start, LocalDateTime end, string zone)
        {
            if (random.Next(8) == 0)
            {
                var leave = start.PlusMinutes(random.Next(-600, 3_000));
                encounter["statusHistory"] = new JsonArray(new JsonObject
                {
                    ["status"] = "onleave",
                    ["period"] = new JsonObject { ["start"] = Write(leave, zone), ["end"] = Write(leave.PlusMinutes(random.Next(4_000)), zone) },
                });
            }
        }

        private void AddParts(JsonObject encounter, LocalDateTime start, LocalDateTime end, string zone, string? facility)
        {
            for (var i = random.Next(8) - 5; i > 0; i--)
            {
                var middle = start.PlusMinutes(random.Next(5_000));
                var part = Encounter(NextId(), Pick("IMP", "IMP", "AMB", "EMER")!, facility, Write(middle, zone), Write(middle.PlusMinutes(random.Next(1, 3_000)), zone));
                part["partOf"] = Reference("Encounter", (string)encounter["id"]!);
                _resources.Add(part);
            }
        }

        private void AddProcedure(string encounter) => _resources.Add(new JsonObject
        {
            ["resourceType"] = "Procedure",
            ["id"] = NextId(),
            ["status"] = Pick("completed", "completed", "not-done"),
            ["code"] = Concept("http://www.cms.gov/Medicare/Coding/ICD10", Pick("0FT44ZZ", "0TY00Z0", "0SRR019")!),
            ["subject"] = Reference("Patient", id),
            ["encounter"] = Reference("Encounter", encounter),
        });

        private void AddDeath(JsonObject patient)
        {
            var near = _clock.PlusMinutes(random.Next(-3_000, 60_000));
            switch (random.Next(12))
            {
                case 0:
                    patient["deceasedDateTime"] = near.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
                    break;
                case 1:
                    patient["deceasedDateTime"] = Written.Format(near.InZoneLeniently(DateTimeZoneProviders.Tzdb["America/New_York"]).ToOffsetDateTime());
                    break;
                case 2:
                    patient["deceasedDateTime"] = near.Date.ToString("uuuu-MM", CultureInfo.InvariantCulture);
                    break;
                case 3:
                    patient["deceasedBoolean"] = true;
                    break;
                case 4:
                    patient["deceasedBoolean"] = false;
                    break;
            }
        }

        private void AddCondition()
        {
            var encounters = _resources.Where(r => (string?)r["resourceType"] == "Encounter").ToList();
            var encounter = encounters[random.Next(encounters.Count)];
            var condition = new JsonObject
            {
                ["resourceType"] = "Condition",
                ["id"] = NextId(),
                ["verificationStatus"] = Concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", Pick("confirmed", "confirmed", "confirmed", "refuted", "provisional")!),
                ["category"] = new JsonArray(Concept("http://terminology.hl7.org/CodeSystem/condition-category", Pick("encounter-diagnosis", "encounter-diagnosis", "problem-list-item")!)),
                ["code"] = Concept(Icd10Cm, Pick("N39.0", "N39.0", "A41.9", "J18.9", "A04.72", "T81.41XA", "I10")!),
                ["subject"] = Reference("Patient", id),
            };
            if (random.Next(3) > 0)
            {
                condition["encounter"] = Reference("Encounter", (string)encounter["id"]!);
            }

            var from = (string?)encounter["period"]!["start"] ?? "2024-03-01";
            var day = LocalDatePattern.Iso.Parse(from.Length >= 10 ? from[..10] : from + "-01").Value;
            var onset = day.AtMidnight().PlusMinutes(random.Next(-5_000, 9_000));
            condition[Pick("onsetDateTime", "onsetDateTime", "onsetDateTime", "recordedDate")!] = random.Next(12) == 0 ? "2024-03" : Write(onset, "America/New_York");
            _resources.Add(condition);
        }

        private string Write(LocalDateTime local, string zone) =>
            _hasTimes
                ? Written.Format(local.InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToOffsetDateTime())
                : local.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

        private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{id}-{++_number:00}");

        private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

        private static JsonObject Reference(string type, string target) => new() { ["reference"] = $"{type}/{target}" };

        private static JsonObject Concept(string system, string code) =>
            new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };
    }
}
