using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>Narrow schemas such as the views of a hospital's measures ask for.</summary>
public static class TestSchemas
{
    public static IReadOnlyDictionary<string, NarrowSchema> All { get; } = new[]
    {
        Schema(
            "Patient",
            Text("id", "id"), Text("birthDate", "date"), Text("gender", "code"), Text("deceasedDateTime", "dateTime"),
            Leaf("deceasedBoolean", JsonKind.Boolean, "boolean"), Leaf("active", JsonKind.Boolean, "boolean"),
            Leaf("multipleBirthInteger", JsonKind.Integer, "integer"),
            Object("meta", "Meta", false, Text("versionId", "id"), Text("lastUpdated", "instant"), Text("profile", "canonical", true)),
            Object("name", "HumanName", true, Text("family"), Text("given", "string", true), Object("_given", "Element", true, Text("id"), Extension())),
            Object("_birthDate", "Element", false, Extension()),
            Object("identifier", "Identifier", true, Text("system", "uri"), Text("value")),
            Leaf("contact", JsonKind.Json, "BackboneElement", true), Leaf("maritalStatus", JsonKind.Json, "CodeableConcept"),
            Object("link", "BackboneElement", true, Text("type", "code"), Reference("other"))),
        Schema(
            "Encounter",
            Text("id", "id"), Text("status", "code"), Coding("class", false), Concept("type", true), Reference("subject"), Period("period"),
            Reference("serviceProvider"), Concept("serviceType", false), Concept("reasonCode", true), Reference("reasonReference", true), Reference("partOf"),
            Object("hospitalization", "BackboneElement", false, Concept("dischargeDisposition", false), Concept("admitSource", false)),
            Object("participant", "BackboneElement", true, Reference("individual"), Concept("type", true), Period("period")),
            Object("location", "BackboneElement", true, Reference("location"), Period("period"), Concept("physicalType", false)),
            Object(
                "diagnosis", "BackboneElement", true,
                Reference("condition"), Concept("use", false), Leaf("rank", JsonKind.Integer, "positiveInt"))),
        Schema(
            "Condition",
            Text("id", "id"), Concept("code", false), Concept("clinicalStatus", false), Reference("subject"), Reference("encounter"),
            Text("onsetDateTime", "dateTime"), Text("recordedDate", "dateTime")),
        Schema(
            "Observation",
            Text("id", "id"), Text("status", "code"), Concept("code", false), Reference("subject"), Text("effectiveInstant", "instant"), Text("valueTime", "time"),
            Object("valueQuantity", "Quantity", false, Leaf("value", JsonKind.Decimal, "decimal"), Text("unit")),
            Object("valueSampledData", "SampledData", false, Leaf("dimensions", JsonKind.Integer, "positiveInt"), Leaf("period", JsonKind.Decimal, "decimal"))),
        Schema(
            "Procedure",
            Text("id", "id"), Text("status", "code"), Concept("code", false), Text("performedDateTime", "dateTime"), Period("performedPeriod"),
            Concept("category", false), Concept("reasonCode", true), Reference("reasonReference", true)),
        Schema("Coverage", Text("id", "id"), Text("subscriberId"), Reference("payor", true), Object("class", "BackboneElement", true, Text("value"))),
        Schema("MedicationRequest", Text("id", "id"), Concept("medicationCodeableConcept", false), Reference("medicationReference")),
        Schema("Organization", Text("id", "id"), Text("name")),
    }.ToDictionary(schema => schema.ResourceType);

    public static NarrowSchema Schema(string type, params NarrowNode[] properties) => new(type, Ordered(properties));

    public static NarrowNode Leaf(string name, JsonKind kind, string fhirType, bool isList = false) => new(name, kind, isList, fhirType, []);

    public static NarrowNode Text(string name, string fhirType = "string", bool isList = false) => Leaf(name, JsonKind.Text, fhirType, isList);

    public static NarrowNode Object(string name, string fhirType, bool isList, params NarrowNode[] children) =>
        new(name, JsonKind.Object, isList, fhirType, Ordered(children));

    public static NarrowNode Reference(string name, bool isList = false) =>
        Object(name, "Reference", isList, Text("reference"), Text("display"), Object("identifier", "Identifier", false, Text("system", "uri"), Text("value")));

    public static NarrowNode Coding(string name, bool isList) => Object(name, "Coding", isList, Text("system", "uri"), Text("code", "code"));

    public static NarrowNode Concept(string name, bool isList) => Object(name, "CodeableConcept", isList, Coding("coding", true), Text("text"));

    public static NarrowNode Period(string name) => Object(name, "Period", false, Text("start", "dateTime"), Text("end", "dateTime"));

    private static NarrowNode Extension() => Object("extension", "Extension", true, Text("url", "uri"), Text("valueCode", "code"));

    private static NarrowNode[] Ordered(NarrowNode[] nodes) => [.. nodes.OrderBy(node => node.Name, StringComparer.Ordinal)];
}
