namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>Where FHIR R5 (and producers with its names) keep what R4 has elsewhere.</summary>
/// <param name="Parent">Property of the resource that holds <paramref name="Source"/>; empty for the resource itself.</param>
/// <param name="Source">The R5 property.</param>
/// <param name="Target">The R4 property beside it; empty when R4 has none, so that only the generation is learned.</param>
/// <param name="Select">Way from the R5 value to the R4 value or items (<see cref="Step.Parse"/>); empty when only the name differs.</param>
/// <param name="When">Shape of a value that is R5, where R4 has the same name.</param>
internal sealed record GenerationRule(string Parent, string Source, string Target, string Select = "", Shape When = Shape.Any);

/// <summary>A property whose codes have other names in R5.</summary>
internal sealed record CodeRule(string Property, IReadOnlyDictionary<string, string> Codes);

/// <summary>All that is known of R5, by resource type: one table, no code.</summary>
internal static class GenerationRules
{
    private static readonly Dictionary<string, GenerationRule[]> Shapes = new(StringComparer.Ordinal)
    {
        ["Encounter"] =
        [
            new("", "actualPeriod", "period"),
            new("", "plannedStartDate", ""),
            new("", "plannedEndDate", ""),
            new("", "subjectStatus", ""),
            new("", "class", "class", "[0].coding[0]", Shape.Array),
            new("", "admission", "hospitalization"),
            new("", "serviceType", "serviceType", "[0].concept", Shape.Array),
            new("", "reason", "reasonCode", "[*].value[*].concept"),
            new("", "reason", "reasonReference", "[*].value[*].reference"),
            new("participant", "actor", "individual"),
            new("location", "form", "physicalType"),
            new("diagnosis", "condition", "condition", "[split].reference", Shape.Array),
            new("diagnosis", "use", "use", "[0]", Shape.Array),
        ],
        ["Procedure"] =
        [
            new("", "occurrenceDateTime", "performedDateTime"),
            new("", "occurrencePeriod", "performedPeriod"),
            new("", "occurrenceString", "performedString"),
            new("", "occurrenceAge", "performedAge"),
            new("", "occurrenceRange", "performedRange"),
            new("", "category", "category", "[0]", Shape.Array),
            new("", "reason", "reasonCode", "[*].concept"),
            new("", "reason", "reasonReference", "[*].reference"),
        ],
        ["Condition"] = [new("", "participant", "")],
        ["Observation"] = [new("", "triggeredBy", ""), new("", "bodyStructure", "")],
        ["Coverage"] =
        [
            new("", "kind", ""),
            new("", "insurer", "payor"),
            new("", "subscriberId", "subscriberId", "[0].value", Shape.Array),
            new("class", "value", "value", ".value", Shape.Object),
        ],
        ["Location"] = [new("", "form", "physicalType"), new("", "contact", "")],
        ["MedicationRequest"] =
        [
            new("", "medication", "medicationCodeableConcept", ".concept"),
            new("", "medication", "medicationReference", ".reference"),
            new("", "reason", "reasonCode", "[*].concept"),
            new("", "reason", "reasonReference", "[*].reference"),
        ],
    };

    private static readonly Dictionary<string, CodeRule[]> Codes = new(StringComparer.Ordinal)
    {
        ["Encounter"] =
        [
            new("status", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["completed"] = "finished",
                ["discharged"] = "finished",
                ["on-hold"] = "onleave",
                ["discontinued"] = "cancelled",
            }),
        ],
    };

    public static IReadOnlyList<GenerationRule> Of(string resourceType, string parent) =>
        Shapes.TryGetValue(resourceType, out var rules) ? [.. rules.Where(rule => rule.Parent == parent)] : [];

    public static IReadOnlyDictionary<string, string>? CodesOf(string resourceType, string property) =>
        Codes.GetValueOrDefault(resourceType)?.FirstOrDefault(rule => rule.Property == property)?.Codes;
}
