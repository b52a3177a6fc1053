using System.Text.Json.Nodes;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>Small resources of R4 with gaps in every place that can have one.</summary>
internal sealed class RandomResources(Random random)
{
    public const string Url = "http://example.org/x";

    private int _ids;

    public string Patient() => Drop(new JsonObject
    {
        ["resourceType"] = "Patient",
        ["id"] = $"p{++_ids}",
        ["active"] = Maybe(() => random.Next(2) == 0),
        ["gender"] = Maybe(() => Pick("male", "female", "other")),
        ["multipleBirthInteger"] = Maybe(() => random.Next(-2, 4)),
        ["name"] = Several(Name),
        ["telecom"] = Several(Telecom),
        ["contact"] = Several(() => new JsonObject { ["name"] = Maybe(Name), ["telecom"] = Several(Telecom), ["gender"] = Maybe(() => Pick("male", "female")) }),
        ["address"] = Several(() => new JsonObject { ["city"] = Maybe(() => Pick("Ulm", "ULM", "Bonn")), ["line"] = Texts(null), ["period"] = Maybe(Period) }),
        ["generalPractitioner"] = Several(Reference),
        ["managingOrganization"] = Maybe(Reference),
        ["extension"] = Extensions(2),
    }.With(Deceased()).WithAll(BirthDate())).ToJsonString();

    public string Observation() => Drop(new JsonObject
    {
        ["resourceType"] = "Observation",
        ["id"] = $"o{++_ids}",
        ["status"] = Pick("final", "amended"),
        ["code"] = Concept(),
        ["category"] = Several(Concept),
        ["subject"] = Maybe(Reference),
        ["issued"] = Maybe(() => Pick("2020-01-01T10:00:00Z", "2020-01-01T12:00:00+02:00", "2020-01-02T00:30:00.500+01:00")),
        ["component"] = Several(() => new JsonObject { ["code"] = Concept() }.With(Value())),
        ["referenceRange"] = Several(() => new JsonObject { ["low"] = Maybe(Quantity), ["high"] = Maybe(Quantity) }),
    }.With(Value()).With(Effective())).ToJsonString();

    private string Pick(params string[] of) => of[random.Next(of.Length)];

    private JsonNode? Maybe(Func<JsonNode?> make) => random.Next(3) == 0 ? null : make();

    private JsonArray? Several(Func<JsonNode?> make)
    {
        var count = random.Next(4) - 1;
        return count < 0 ? null : [.. Enumerable.Range(0, count).Select(_ => make())];
    }

    private JsonObject Name()
    {
        var name = new JsonObject { ["use"] = Maybe(() => Pick("official", "usual", "old")), ["family"] = Maybe(() => Pick("Ay", "Bee", "O'C", "b\"q")), ["period"] = Maybe(Period) };
        return name.With(("given", Texts(name)));
    }

    // A null lines a list up with its siblings, so it stands only where a sibling does.
    private JsonArray? Texts(JsonObject? owner)
    {
        var count = random.Next(4) - 1;
        if (count < 0)
        {
            return null;
        }

        var texts = Enumerable.Range(0, count).Select(i => Pick($"g{i}", "Ann", "Zoë")).ToList();
        if (owner is not null && count > 0 && random.Next(3) == 0)
        {
            // The library's distinct() looks at siblings, so values that have one are like no other.
            texts = [.. texts.Select(_ => $"own{++_ids}")];
            owner["_given"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? new JsonObject { ["extension"] = Extensions(1, always: true) } : null)]);
        }

        return [.. texts.Select(t => (JsonNode?)t)];
    }

    private JsonObject Telecom() => new() { ["system"] = Maybe(() => Pick("phone", "email", "fax")), ["value"] = Maybe(() => Pick("1", "22", "a@b")), ["rank"] = Maybe(() => random.Next(1, 4)) };

    private JsonObject Period() => new() { ["start"] = Maybe(() => Pick("2019", "2020-01-01", "2020-01-01T10:00:00Z")), ["end"] = Maybe(() => Pick("2020-06", "2021-03-01T12:00:00+05:00")) };

    private JsonObject Reference()
    {
        var reference = Pick(
            "Practitioner/a1", "Organization/o1", "Patient/p1/_history/3", "http://example.org/fhir/Practitioner/z-9", "https://e.org/Practitioner/z.9/_history/1",
            "#c1", "Organization?identifier=1", "urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7");
        return new() { ["reference"] = Maybe(() => reference), ["display"] = Maybe(() => "d") };
    }

    private JsonArray? Extensions(int depth, bool always = false) => depth == 0 ? null : OneOrSeveral(always, () =>
    {
        var extension = new JsonObject { ["url"] = Pick(Url, "http://example.org/y") };
        var nested = Extensions(depth - 1);
        if (nested is { Count: > 0 })
        {
            extension["extension"] = nested;
            return extension;
        }

        var (name, value) = random.Next(4) switch
        {
            0 => ("valueString", (JsonNode?)Pick("s", "t")),
            1 => ("valueCode", Pick("c", "d")),
            2 => ("valueInteger", random.Next(5)),
            _ => ("valueCoding", new JsonObject { ["system"] = "s", ["code"] = Pick("c1", "c2") }),
        };
        extension[name] = value;
        return extension;
    });

    private JsonArray? OneOrSeveral(bool always, Func<JsonNode?> make) => always ? [make()] : Several(make);

    private JsonObject Concept() => new()
    {
        ["coding"] = Several(() => new JsonObject { ["system"] = Maybe(() => Pick("http://loinc.org", "s")), ["code"] = Maybe(() => Pick("8480-6", "c2", "c3")), ["display"] = Maybe(() => Pick("Blood", "blood")) }),
        ["text"] = Maybe(() => Pick("t1", "t2")),
    };

    // A sibling without its primitive is something to the library, and nothing here.
    private List<(string, JsonNode?)> BirthDate() => random.Next(3) == 0
        ? []
        :
        [
            ("birthDate", Pick("1970", "1970-05", "1970-05-17", "2001-12-31", "1970-05-18")),
            ("_birthDate", Maybe(() => new JsonObject { ["extension"] = Extensions(1) })),
        ];

    private JsonNode? Number() => JsonNode.Parse(Pick("1", "1.0", "1.00", "2.5", "-3", "0", "0.001", "123456789.25"));

    private JsonObject Quantity() => new() { ["value"] = Maybe(Number), ["unit"] = Maybe(() => Pick("mg", "mL")) };

    private (string, JsonNode?) Value() => random.Next(7) switch
    {
        0 => ("valueQuantity", Quantity()),
        1 => ("valueString", Pick("foo", "Bar", "12", "1.5", "true")),
        2 => ("valueInteger", random.Next(-3, 10)),
        3 => ("valueBoolean", random.Next(2) == 0),
        4 => ("valueCodeableConcept", Concept()),
        5 => ("valueDateTime", Pick("2020", "2020-01-01", "2020-01-01T10:00:00Z", "2020-01-01T11:00:00+01:00")),
        _ => ("valueInteger", null),
    };

    private (string, JsonNode?) Effective() => random.Next(3) switch
    {
        0 => ("effectiveDateTime", Pick("2019", "2020-01", "2020-01-01", "2020-01-01T10:00:00Z", "2020-01-01T09:59:59-01:00")),
        1 => ("effectivePeriod", Period()),
        _ => ("effectivePeriod", null),
    };

    private (string, JsonNode?) Deceased() => random.Next(3) switch
    {
        0 => ("deceasedBoolean", random.Next(2) == 0),
        1 => ("deceasedDateTime", Pick("2020", "2020-01-01T10:00:00Z")),
        _ => ("deceasedBoolean", null),
    };

    // FHIR has neither nulls nor empty lists nor empty objects.
    private static JsonNode Drop(JsonNode node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o.ToList())
                {
                    if (value is null || IsEmpty(Drop(value)))
                    {
                        o.Remove(name);
                    }
                }

                break;
            case JsonArray a:
                for (var i = a.Count - 1; i >= 0; i--)
                {
                    if (a[i] is { } item && IsEmpty(Drop(item)))
                    {
                        a.RemoveAt(i);
                    }
                }

                break;
        }

        return node;
    }

    private static bool IsEmpty(JsonNode node) => node is JsonObject { Count: 0 } or JsonArray { Count: 0 };
}

internal static class JsonObjects
{
    public static JsonObject WithAll(this JsonObject owner, IEnumerable<(string Name, JsonNode? Value)> properties)
    {
        foreach (var property in properties)
        {
            owner.With(property);
        }

        return owner;
    }

    public static JsonObject With(this JsonObject owner, (string Name, JsonNode? Value) property)
    {
        owner[property.Name] = property.Value;
        return owner;
    }
}
