using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MetricCare.Oracle;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>Expands the shorthand of a case to FHIR R4 files, one per resource type.</summary>
internal sealed class ScenarioFiles(YamlMappingNode one, IReadOnlyList<OracleFacility> facilities, string folder)
{
    public const string DefaultZone = "America/New_York";

    private const string CcsDx = "http://example.org/fhir/diagnosis-by-ccs";
    private const string CcsPx = "http://example.org/fhir/procedure-by-ccs";
    private const string Icd10Cm = "http://hl7.org/fhir/sid/icd-10-cm";
    private const string Snomed = "http://snomed.info/sct";

    public IReadOnlyList<string> WriteResources()
    {
        var resources = new List<JsonObject>();
        resources.AddRange(one.Items("patients").Concat(Crowd().Select(e => new YamlMappingNode("id", e.Text("patient")!))).Select(Patient));
        resources.AddRange(one.Items("encounters").Concat(Crowd()).Select(Encounter));
        resources.AddRange(one.Items("conditions").Select(Condition));
        resources.AddRange(one.Items("procedures").Select(Procedure));
        resources.AddRange(one.Items("locations").Select(Location));
        return [.. resources.GroupBy(r => (string)r["resourceType"]!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(type =>
        {
            var file = Path.Combine(folder, type.Key + ".ndjson");
            File.WriteAllText(file, string.Concat(type.Select(r => r.ToJsonString() + "\n")));
            return file;
        })];
    }

    // Many stays alike, each of a person of its own: crowd: [{ id: x, count: 230, at: A, start: 05-01, end: 05-06 }] gives x1 ... x230.
    private IEnumerable<YamlMappingNode> Crowd() =>
        from crowd in one.Items("crowd")
        from number in Enumerable.Range(1, int.Parse(crowd.Text("count")!, System.Globalization.CultureInfo.InvariantCulture))
        let id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{crowd.Text("id")}{number}")
        select new YamlMappingNode("id", id, "patient", "p-" + id, "at", crowd.Text("at")!, "start", crowd.Text("start")!, "end", crowd.Text("end")!);

    /// <summary>A map to CCS for the diagnoses and procedures that the case names by their CCS category; none without such.</summary>
    public IReadOnlyList<string> WriteValueSets()
    {
        var rows = one.Items("encounters").Select(e => e.Text("ccs")).OfType<string>().Select(ccs => ("ccs_dx", CcsDx, ccs))
            .Concat(one.Items("procedures").Select(p => p.Text("ccs")).OfType<string>().Select(ccs => ("ccs_px", CcsPx, ccs)))
            .Distinct().ToList();
        if (rows.Count == 0)
        {
            return [];
        }

        var text = new StringBuilder("value_set,version,system,code,match,group,source,licence\n");
        foreach (var (set, system, ccs) in rows)
        {
            text.Append($"{set},1,{system},X{ccs},exact,{ccs},test,none\n");
        }

        var file = Path.Combine(folder, "ccs.csv");
        File.WriteAllText(file, text.ToString());
        return [file];
    }

    private JsonObject Patient(YamlNode p)
    {
        var patient = Resource("Patient", p);
        Put(patient, "birthDate", p.Text("birth") ?? "1950-06-15");
        switch (p.Text("deceased"))
        {
            case "true" or "false":
                patient["deceasedBoolean"] = p.Text("deceased") == "true";
                break;
            case { } date:
                patient["deceasedDateTime"] = ScenarioTime.Expand(date, DefaultZone, "12:00");
                break;
        }

        if (p.Text("birth") == "unknown")
        {
            patient.Remove("birthDate");
        }

        foreach (var type in new[] { "replaced-by", "replaces", "refer", "seealso" })
        {
            if (p.Text(type) is { } other)
            {
                patient["link"] = new JsonArray(new JsonObject { ["other"] = Reference("Patient", other), ["type"] = type });
            }
        }

        return patient;
    }

    private JsonObject Encounter(YamlNode e)
    {
        var encounter = Resource("Encounter", e);
        var facility = e.Text("at");
        var zone = ZoneOf(facility);
        encounter["status"] = e.Text("status") ?? "finished";
        encounter["class"] = Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", e.Text("class") ?? "IMP");
        encounter["subject"] = Reference("Patient", e.Text("patient") ?? "p1");
        encounter["period"] = Period(e, zone);
        if (facility is not null)
        {
            encounter["serviceProvider"] = Reference("Organization", facility);
        }

        if (e.Text("partOf") is { } parent)
        {
            encounter["partOf"] = Reference("Encounter", parent);
        }

        if (e.Text("type") is { } type)
        {
            encounter["type"] = new JsonArray(Concept(Snomed, type));
        }

        if (e.Text("identifier") is { } identifier)
        {
            encounter["identifier"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/fhir/visit", ["value"] = identifier });
        }

        if (e.Text("length") is { } length && length.Split(' ') is [var amount, var unit])
        {
            encounter["length"] = new JsonObject { ["value"] = JsonNode.Parse(amount), ["system"] = "http://unitsofmeasure.org", ["code"] = unit };
        }

        if ((e.Text("ccs") is { } ccs ? Concept(CcsDx, "X" + ccs) : CodeOf(e.Text("dx"))) is { } reason)
        {
            encounter["reasonCode"] = new JsonArray(reason);
        }

        if (e.Text("rank1") is { } condition)
        {
            encounter["diagnosis"] = new JsonArray(new JsonObject { ["condition"] = Reference("Condition", condition), ["rank"] = 1 });
        }

        AddHistory(encounter, "statusHistory", "status", e.Items("leave").Select(l => (JsonNode)JsonValue.Create("onleave")!), e.Items("leave"), zone);
        AddHistory(encounter, "classHistory", "class", e.Items("history").Select(h => (JsonNode)Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", h.Text("class")!)), e.Items("history"), zone);
        if (Hospitalization(e) is { Count: > 0 } hospitalization)
        {
            encounter["hospitalization"] = hospitalization;
        }

        var locations = e.Items("location").Select(l => new JsonObject { ["location"] = Reference("Location", l is YamlScalarNode s ? s.Value! : l.Text("id")!), ["period"] = Period(l, zone) }).ToList();
        if (locations.Count > 0)
        {
            encounter["location"] = new JsonArray([.. locations]);
        }

        return encounter;
    }

    // NUBC codes are written as numbers; "home" is what happens when nothing is said, "none" leaves the disposition out.
    private static JsonObject Hospitalization(YamlNode e)
    {
        var hospitalization = new JsonObject();
        var disposition = e.Text("disp") ?? (e.Text("status") is null or "finished" && e.Text("class") is null or "IMP" or "ACUTE" && e.Text("partOf") is null ? "home" : "none");
        if (disposition != "none")
        {
            var system = char.IsAsciiDigit(disposition[0]) ? "http://www.nubc.org/patient-discharge" : "http://terminology.hl7.org/CodeSystem/discharge-disposition";
            hospitalization["dischargeDisposition"] = Concept(system, disposition);
        }

        if (e.Text("admit") is { } source)
        {
            hospitalization["admitSource"] = Concept("http://terminology.hl7.org/CodeSystem/admit-source", source);
        }

        return hospitalization;
    }

    private JsonObject Condition(YamlNode c)
    {
        var condition = Resource("Condition", c);
        var encounter = c.Text("encounter");
        var zone = ZoneOf(one.Items("encounters").FirstOrDefault(e => e.Text("id") == encounter).Text("at"));
        if (c.Text("verification") is not "absent")
        {
            condition["verificationStatus"] = Concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", c.Text("verification") ?? "confirmed");
        }

        if (c.Text("category") is not "absent")
        {
            condition["category"] = new JsonArray(Concept("http://terminology.hl7.org/CodeSystem/condition-category", c.Text("category") ?? "encounter-diagnosis"));
        }

        condition["code"] = CodeOf(c.Text("code")!);
        condition["subject"] = Reference("Patient", c.Text("patient") ?? "p1");
        if (encounter is not null)
        {
            condition["encounter"] = Reference("Encounter", encounter);
        }

        Put(condition, "onsetDateTime", c.Text("onset") is { } onset ? ScenarioTime.Expand(onset, zone, "12:00") : null);
        Put(condition, "onsetString", c.Text("onsetString"));
        Put(condition, "recordedDate", c.Text("recorded") is { } recorded ? ScenarioTime.Expand(recorded, zone, "12:00") : null);
        return condition;
    }

    private JsonObject Procedure(YamlNode p)
    {
        var procedure = Resource("Procedure", p);
        procedure["status"] = p.Text("status") ?? "completed";
        procedure["code"] = Concept(CcsPx, "X" + p.Text("ccs"));
        procedure["subject"] = Reference("Patient", p.Text("patient") ?? "p1");
        procedure["encounter"] = Reference("Encounter", p.Text("encounter")!);
        return procedure;
    }

    private static JsonObject Location(YamlNode l)
    {
        var location = Resource("Location", l);
        location["status"] = "active";
        location["physicalType"] = Concept("http://terminology.hl7.org/CodeSystem/location-physical-type", l.Text("physical") ?? "wa");
        if (l.Text("type") is { } type)
        {
            location["type"] = new JsonArray(Concept("http://terminology.hl7.org/CodeSystem/v3-RoleCode", type));
        }

        if (l.Text("partOf") is { } parent)
        {
            location["partOf"] = Reference("Location", parent);
        }

        return location;
    }

    private static void AddHistory(JsonObject encounter, string name, string what, IEnumerable<JsonNode> values, IEnumerable<YamlNode> periods, string zone)
    {
        var items = values.Zip(periods, (value, period) => (JsonNode)new JsonObject { [what] = value, ["period"] = Period(period, zone) }).ToArray();
        if (items.Length > 0)
        {
            encounter[name] = new JsonArray(items);
        }
    }

    // A stay begins at 9 and ends at 11 when only days are given.
    private static JsonObject Period(YamlNode node, string zone)
    {
        var period = new JsonObject();
        Put(period, "start", node.Text("start") is { } start ? ScenarioTime.Expand(start, zone, "09:00") : null);
        Put(period, "end", node.Text("end") is { } end ? ScenarioTime.Expand(end, zone, "11:00") : null);
        return period;
    }

    private static JsonObject Resource(string type, YamlNode node) => new() { ["resourceType"] = type, ["id"] = node.Text("id") };

    private static JsonObject Reference(string type, string id) => new() { ["reference"] = $"{type}/{id}" };

    private static JsonObject Coding(string system, string code) => new() { ["system"] = system, ["code"] = code };

    private static JsonObject Concept(string system, string code) => new() { ["coding"] = new JsonArray(Coding(system, code)) };

    private static JsonObject? CodeOf(string? code) =>
        code is null ? null : Concept(char.IsAsciiDigit(code[0]) ? Snomed : Icd10Cm, code);

    private string ZoneOf(string? facility) => facilities.FirstOrDefault(f => f.Id == facility)?.Zone ?? DefaultZone;

    private static void Put(JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }
}
