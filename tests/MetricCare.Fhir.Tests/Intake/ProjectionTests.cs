using System.Text.Json.Nodes;
using MetricCare.Core.Schema;
using static MetricCare.Fhir.Tests.Intake.TestSchemas;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class ProjectionTests
{
    [Fact]
    public void A_line_begins_with_its_lineage_and_holds_only_what_is_read()
    {
        const string record = """{ "resourceType" : "Patient", "text": {"div":"<div>"}, "id" : "p1" , "meta":{"versionId":"3","lastUpdated":"2024-01-01T00:00:00.5Z","tag":[]}, "birthDate":"1950-01-01", "photo":[1] }""";

        var line = Workbench.Read(record + "\n" + record.Replace("p1", "p2", StringComparison.Ordinal)).Lines[0];

        Assert.Equal(
            $$"""{"__n":68719476737,"__f":1,"__l":1,"__h":"{{Hashes.Of(record)}}","__u":1704067200500000,"__v":3,"__g":"R4","id":"p1","meta":{"versionId":"3","lastUpdated":"2024-01-01T00:00:00.5Z"},"birthDate":"1950-01-01"}""",
            line.Text);
    }

    [Fact]
    public void The_names_of_lineage_are_those_of_the_contract() =>
        Assert.Equal(
            [LineageColumns.Record, LineageColumns.File, LineageColumns.Line, LineageColumns.Hash, LineageColumns.Updated, LineageColumns.Version, LineageColumns.Generation, "id"],
            Workbench.Read("""{"resourceType":"Patient","id":"p1"}""").Single.Json.Select(property => property.Key));

    [Theory]
    [InlineData("\"1\"", 1)]
    [InlineData("\"12.0\"", 12)]
    [InlineData("\"W/\\\"7\\\"\"", 7)]
    [InlineData("\"v3\"", 0)]
    [InlineData("\"99999999999999999999\"", long.MaxValue)]
    public void A_version_is_its_leading_digits(string text, long version) =>
        Assert.Equal(version, Workbench.Read($$"""{"resourceType":"Patient","meta":{"versionId":{{text}}},"id":"p1"}""").Single.Version);

    [Fact]
    public void Without_meta_an_update_is_older_than_all()
    {
        var line = Workbench.Read("""{"resourceType":"Patient","id":"p1"}""").Single;

        Assert.Equal((long.MinValue, 0L), (line.Updated, line.Version));
    }

    [Fact]
    public void The_type_may_stand_anywhere_and_be_written_with_escapes() =>
        Assert.Equal(
            ["Patient/p1", "Patient/p2"],
            Workbench.Read("""
                {"id":"p1","contained":[{"resourceType":"Encounter","id":"x"}],"resourceType":"Patient"}
                {"resourceTyp\u0065":"P\u0061tient","\u0069d":"p2"}
                """).Keys);

    [Fact]
    public void Decimals_and_integers_keep_every_digit()
    {
        var line = Workbench.Read("""{"resourceType":"Observation","id":"o1","valueQuantity":{"value":-0.10E+2},"valueSampledData":{"dimensions":2147483647,"period":1234567890123456789012345678901234567890}}""").Single;

        Assert.Equal(
            """{"id":"o1","valueQuantity":{"value":"-0.10E\u002B2"},"valueSampledData":{"dimensions":2147483647,"period":"1234567890123456789012345678901234567890"}}""",
            line.Body.ToJsonString());
    }

    [Fact]
    public void Json_is_handed_on_as_its_compact_text()
    {
        var line = Workbench.Read("""{"resourceType":"Patient","id":"p1","maritalStatus" : { "text" : "a \" \\ \u0041 {} , ü" , "x": [ 1.10 , null, true ] },"contact":[ {} , { "a": 1 } ]}""").Single;

        Assert.Equal("""{"text":"a \" \\ \u0041 {} , ü","x":[1.10,null,true]}""", (string?)line.Json["maritalStatus"]);
        Assert.Equal(["{}", """{"a":1}"""], line.Json["contact"]!.AsArray().Select(item => (string?)item));
    }

    [Fact]
    public void Null_aligns_primitives_and_is_refused_elsewhere()
    {
        var line = Workbench.Read("""{"resourceType":"Patient","id":"p1","name":[{"given":[null],"_given":[{"id":"a"},null]}],"meta":{"profile":[null,"x"]}}""").Single;

        Assert.Equal("""{"id":"p1","name":[{"given":[null],"_given":[{"id":"a"},null]}],"meta":{"profile":[null,"x"]}}""", line.Body.ToJsonString());
    }

    [Fact]
    public void Empty_objects_lists_and_texts_are_kept()
    {
        const string properties = """ "name":[],"identifier":[{}],"link":[{"other":{}},{"other":{"x":1}}],"_birthDate":{},"meta":{} """;

        var line = Workbench.Read($$"""{"resourceType":"Patient","id":"p1",{{properties}}}""").Single;

        Assert.Equal("""{"id":"p1","name":[],"identifier":[{}],"link":[{"other":{}},{"other":{}}],"_birthDate":{},"meta":{}}""", line.Body.ToJsonString());
        Assert.Equal("", (string?)Workbench.Read("""{"resourceType":"Organization","id":"o","name":""}""").Single.Json["name"]);
    }

    [Fact]
    public void Texts_keep_their_characters()
    {
        const string name = """a\"b\\c\/d\b\f\n\r\t\u00e9\ud83d\ude00é😀 with enough text to fill more than one block of sixty-four bytes, \\\\\" and more""";

        var line = Workbench.Read($$"""{"resourceType":"Organization","id":"o","name":"{{name}}"}""").Single;

        Assert.Equal((string?)JsonNode.Parse($"\"{name}\""), (string?)line.Json["name"]);
    }

    [Fact]
    public void A_type_and_its_id_are_only_written_if_asked_for()
    {
        using var bench = new Workbench
        {
            Schemas = new Dictionary<string, NarrowSchema> { ["Patient"] = Schema("Patient", Text("gender", "code"), Text("resourceType", "code")) },
        };
        bench.Write("p.ndjson", """{"resourceType":"Patient","id":"p1","gender":"male"}""");

        Assert.Equal("""{"resourceType":"Patient","gender":"male"}""", bench.Run().Single.Body.ToJsonString());
    }

    [Fact]
    public void Properties_with_like_names_are_told_apart()
    {
        string[] names = ["performedAge", "performedPeriod", "performedString", "performedRange", "valueCodeableConcept", "valueCodeableReference", "valueDate", "valueDateTime", "a", "ab", "abcdefgh", "abcdefgi", "abcdefghi"];
        using var bench = new Workbench
        {
            Schemas = new Dictionary<string, NarrowSchema> { ["Basic"] = Schema("Basic", [.. names.Select(name => Text(name))]) },
        };
        bench.Write("b.json", $$"""{"resourceType":"Basic","id":"b",{{string.Join(',', names.Select(name => $"\"{name}\":\"{name}\",\"{name}x\":1,\"x{name}\":2"))}}}""");

        Assert.Equal(names, bench.Run().Single.Body.Select(property => property.Key));
    }

    [Fact]
    public void Records_of_many_workers_have_numbers_of_their_own()
    {
        using var bench = new Workbench { Options = new Fhir.Intake.IntakeOptions { Workers = 4 } };
        for (var n = 1; n <= 9; n++)
        {
            bench.Write($"{n}.ndjson", string.Concat(Enumerable.Range(1, 50).Select(i => $$"""{"resourceType":"Patient","id":"{{n}}-{{i}}"}""" + "\n")));
        }

        var outcome = bench.Run();

        Assert.Equal(Enumerable.Range(1, 9).SelectMany(n => Enumerable.Range(1, 50).Select(i => $"Patient/{n}-{i}")), outcome.Keys);
        Assert.All(outcome.Lines, line => Assert.Equal($"Patient/{line.File}-{line.Line}", line.Key));
    }
}
