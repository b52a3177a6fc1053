using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>Changes of a population that must not change any measure (section 13).</summary>
internal static class PopulationChanges
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.ExtendedIso;
    private static readonly OffsetDateTimePattern Written = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>");

    public static RandomPopulation Shuffled(this RandomPopulation population, int seed)
    {
        var resources = population.Resources.Select(Copy).ToArray();
        new Random(seed).Shuffle(resources);
        return new RandomPopulation(resources);
    }

    /// <summary>The same instants, written in another offset.</summary>
    public static RandomPopulation InOtherOffsets(this RandomPopulation population) =>
        new([.. population.Resources.Select(r => (JsonObject)Rewrite(r)!)]);

    /// <summary>Every finished admission that has no parts gets two, which cover it.</summary>
    public static RandomPopulation SplitIntoParts(this RandomPopulation population)
    {
        var resources = population.Resources.Select(Copy).ToList();
        var parents = resources.Select(r => (string?)r["partOf"]?["reference"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var encounter in resources.Where(r => IsType(r, "Encounter")).ToList())
        {
            if ((string?)encounter["class"]!["code"] is "IMP" or "ACUTE" && (string?)encounter["status"] == "finished" && !parents.Contains("Encounter/" + (string)encounter["id"]!)
                && encounter["partOf"] is null && Instants(encounter) is { } period && period.End > period.Start + Duration.FromHours(2))
            {
                var middle = Write(period.Start + ((period.End - period.Start) / 3));
                resources.Add(Part(encounter, "-x", (string)encounter["period"]!["start"]!, middle));
                resources.Add(Part(encounter, "-y", middle, (string)encounter["period"]!["end"]!));
            }
        }

        return new RandomPopulation(resources);
    }

    /// <summary>A copy of every encounter, condition and procedure that says it was an error, and would change much if it counted.</summary>
    public static RandomPopulation WithErrors(this RandomPopulation population)
    {
        var resources = population.Resources.Select(Copy).ToList();
        foreach (var resource in population.Resources.Where(r => !IsType(r, "Patient")))
        {
            var copy = Copy(resource);
            copy["id"] = "error-" + (string)copy["id"]!;
            if (IsType(copy, "Condition"))
            {
                copy["verificationStatus"] = JsonNode.Parse("""{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"entered-in-error"}]}""");
            }
            else
            {
                copy["status"] = "entered-in-error";
            }

            if (IsType(copy, "Encounter"))
            {
                copy["hospitalization"] = JsonNode.Parse("""{"dischargeDisposition":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/discharge-disposition","code":"exp"}]}}""");
            }

            resources.Add(copy);
        }

        return new RandomPopulation(resources);
    }

    /// <summary>Every second resource of every third patient hangs on an old record, which the patient's own replaced.</summary>
    public static RandomPopulation WithMergedPatients(this RandomPopulation population)
    {
        var resources = population.Resources.Select(Copy).ToList();
        foreach (var patient in resources.Where(r => IsType(r, "Patient")).Where((_, index) => index % 3 == 0).ToList())
        {
            var id = (string)patient["id"]!;
            var old = new JsonObject { ["resourceType"] = "Patient", ["id"] = "old-" + id, ["active"] = false };
            if (patient["birthDate"] is { } birth)
            {
                old["birthDate"] = birth.DeepClone();
            }

            old["link"] = JsonNode.Parse($$"""[{"other":{"reference":"Patient/{{id}}"},"type":"replaced-by"}]""");
            resources.Insert(0, old);
            foreach (var resource in resources.Where(r => (string?)r["subject"]?["reference"] == "Patient/" + id).Where((_, index) => index % 2 == 0))
            {
                resource["subject"] = new JsonObject { ["reference"] = "Patient/old-" + id };
            }
        }

        return new RandomPopulation(resources);
    }

    private static JsonObject Part(JsonObject encounter, string suffix, string start, string end)
    {
        var part = new JsonObject
        {
            ["resourceType"] = "Encounter",
            ["id"] = (string)encounter["id"]! + suffix,
            ["status"] = "finished",
            ["class"] = encounter["class"]!.DeepClone(),
            ["subject"] = encounter["subject"]!.DeepClone(),
            ["period"] = new JsonObject { ["start"] = start, ["end"] = end },
            ["partOf"] = new JsonObject { ["reference"] = "Encounter/" + (string)encounter["id"]! },
        };
        if (encounter["serviceProvider"] is { } provider)
        {
            part["serviceProvider"] = provider.DeepClone();
        }

        return part;
    }

    private static (Instant Start, Instant End)? Instants(JsonObject encounter) =>
        Pattern.Parse((string?)encounter["period"]!["start"] ?? "") is { Success: true } start && Pattern.Parse((string?)encounter["period"]!["end"] ?? "") is { Success: true } end
            ? (start.Value.ToInstant(), end.Value.ToInstant())
            : null;

    private static JsonNode? Rewrite(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Rewrite(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Rewrite)]),
        JsonValue value when value.TryGetValue<string>(out var text) && Pattern.Parse(text) is { Success: true } time =>
            Written.Format(time.Value.ToInstant().WithOffset(Offset.FromHoursAndMinutes(text.Length % 2 == 0 ? 5 : -9, 30 * (text.Length % 2)))),
        _ => node?.DeepClone(),
    };

    private static string Write(Instant instant) => instant.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool IsType(JsonObject resource, string type) => (string?)resource["resourceType"] == type;

    private static JsonObject Copy(JsonObject resource) => (JsonObject)resource.DeepClone();
}
