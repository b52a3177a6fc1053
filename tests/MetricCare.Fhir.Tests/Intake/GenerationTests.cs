using System.Text.Json.Nodes;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>The same resource in the names of R4 and of R5 gives the same line.</summary>
public sealed class GenerationTests
{
    [Theory]
    [InlineData("period", """ "period":{"start":"2024-01-01","end":"2024-01-02"} """, """ "actualPeriod":{"start":"2024-01-01","end":"2024-01-02"} """)]
    [InlineData("class", """ "class":{"system":"s","code":"IMP"} """, """ "class":[{"coding":[{"system":"s","code":"IMP"},{"code":"ACUTE"}],"text":"x"},{"coding":[{"code":"AMB"}]}] """)]
    [InlineData("no class", "", """ "class":[] """)]
    [InlineData("text class", "", """ "class":[{"text":"Inpatient"}] """)]
    [InlineData(
        "admission",
        """ "hospitalization":{"admitSource":{"text":"a"},"dischargeDisposition":{"coding":[{"code":"home"}]}} """,
        """ "admission":{"origin":{},"admitSource":{"text":"a"},"dischargeDisposition":{"coding":[{"code":"home"}]}} """)]
    [InlineData(
        "participant",
        """ "participant":[{"type":[{"text":"t"}],"individual":{"reference":"Practitioner/1"}}] """,
        """ "participant":[{"type":[{"text":"t"}],"actor":{"reference":"Practitioner/1"}}] """)]
    [InlineData("location", """ "location":[{"physicalType":{"text":"ward"}}] """, """ "location":[{"form":{"text":"ward"}}] """)]
    [InlineData("service", """ "serviceType":{"text":"s"} """, """ "serviceType":[{"concept":{"text":"s"}},{"concept":{"text":"z"}}] """)]
    [InlineData(
        "reasons",
        """ "reasonCode":[{"text":"a"},{"text":"c"},{"text":"d"}],"reasonReference":[{"reference":"Condition/b"},{"reference":"Condition/d"}] """,
        """ "reason":[{"use":[{"text":"u"}],"value":[{"concept":{"text":"a"}},{"reference":{"reference":"Condition/b"}}]},{"value":[{"concept":{"text":"c"}}]},{"use":[]},{"value":[{"reference":{"reference":"Condition/d"},"concept":{"text":"d"}}]}] """)]
    [InlineData(
        "reason by code",
        """ "reasonCode":[{"text":"a"}] """,
        """ "reason":[{"value":[{"concept":{"text":"a"}}]}] """)]
    [InlineData(
        "diagnosis",
        """ "diagnosis":[{"condition":{"reference":"Condition/1"},"use":{"text":"DD"}},{"condition":{"reference":"Condition/2"},"use":{"text":"DD"}},{"condition":{"reference":"Condition/3"}}] """,
        """ "diagnosis":[{"condition":[{"reference":{"reference":"Condition/1"}},{"reference":{"reference":"Condition/2"}}],"use":[{"text":"DD"},{"text":"x"}]},{"condition":[{"reference":{"reference":"Condition/3"}}]}] """)]
    [InlineData("completed", """ "status":"finished" """, """ "status":"completed" """)]
    [InlineData("discharged", """ "status":"finished" """, """ "status":"discharged" """)]
    [InlineData("on-hold", """ "status":"onleave" """, """ "status":"on-hold" """)]
    [InlineData("discontinued", """ "status":"cancelled" """, """ "status":"discontinued" """)]
    [InlineData("planned", "", """ "plannedStartDate":"2024-01-01" """)]
    public void An_Encounter_of_R5_reads_as_one_of_R4(string what, string r4, string r5) => Compare("Encounter", what, r4, r5);

    [Theory]
    [InlineData("time", """ "performedDateTime":"2024-01-01" """, """ "occurrenceDateTime":"2024-01-01" """)]
    [InlineData("period", """ "performedPeriod":{"start":"2024-01-01"} """, """ "occurrencePeriod":{"start":"2024-01-01"} """)]
    [InlineData("category", """ "category":{"text":"a"} """, """ "category":[{"text":"a"}] """)]
    [InlineData(
        "reason",
        """ "reasonCode":[{"text":"a"}],"reasonReference":[{"reference":"Condition/b"}] """,
        """ "reason":[{"concept":{"text":"a"}},{"reference":{"reference":"Condition/b"}}] """)]
    public void A_Procedure_of_R5_reads_as_one_of_R4(string what, string r4, string r5) => Compare("Procedure", what, r4, r5);

    [Theory]
    [InlineData("insurer", """ "payor":[{"reference":"Organization/1"}] """, """ "insurer":{"reference":"Organization/1"} """)]
    [InlineData("subscriber", """ "subscriberId":"7" """, """ "subscriberId":[{"system":"s","value":"7"}] """)]
    [InlineData("class", """ "class":[{"value":"7"}] """, """ "class":[{"value":{"system":"s","value":"7"}}] """)]
    public void A_Coverage_of_R5_reads_as_one_of_R4(string what, string r4, string r5) => Compare("Coverage", what, r4, r5);

    [Theory]
    [InlineData("concept", """ "medicationCodeableConcept":{"text":"m"} """, """ "medication":{"concept":{"text":"m"}} """)]
    [InlineData("reference", """ "medicationReference":{"reference":"Medication/1"} """, """ "medication":{"reference":{"reference":"Medication/1"}} """)]
    public void A_MedicationRequest_of_R5_reads_as_one_of_R4(string what, string r4, string r5) => Compare("MedicationRequest", what, r4, r5);

    [Fact]
    public void A_name_of_R5_is_seen_even_if_no_view_reads_its_property()
    {
        var outcome = Workbench.Read("""
            {"resourceType":"Encounter","id":"e1","subjectStatus":{}}
            {"resourceType":"Condition","id":"c1","participant":[]}
            {"resourceType":"Observation","id":"o1","bodyStructure":{}}
            {"resourceType":"Patient","id":"p1","reason":[],"actualPeriod":{}}
            """);

        Assert.Equal(["R5", "R5", "R5", "R4"], outcome.Lines.Select(line => line.Generation));
        Assert.Equal((3L, 1L), (outcome.File.GenerationR5, outcome.File.GenerationR4));
    }

    private static void Compare(string type, string what, string r4, string r5)
    {
        var outcome = Workbench.Read($"{Resource(type, r4)}\n{Resource(type, r5)}");

        Assert.Empty(outcome.Rejects);
        Assert.True(JsonNode.DeepEquals(outcome.Lines[0].Body, outcome.Lines[1].Body), $"{what}: {outcome.Lines[0].Text} {outcome.Lines[1].Text}");
        Assert.Equal(["R4", "R5"], outcome.Lines.Select(line => line.Generation));
    }

    private static string Resource(string type, string properties) =>
        $$"""{"resourceType":"{{type}}","id":"x","meta":{"versionId":"1"}{{(properties.Trim().Length == 0 ? "" : "," + properties.Trim())}}}""";
}
