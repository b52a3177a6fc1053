using System.Text;
using System.Text.Json.Nodes;
using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>The field cases as far as reading goes: what gets through, what is rejected, what is read from where, in every order of the files.</summary>
public sealed class FieldCaseTests
{
    [Theory]
    [InlineData("FC-01")]
    [InlineData("FC-02")]
    [InlineData("FC-03")]
    [InlineData("FC-04")]
    [InlineData("FC-05")]
    [InlineData("FC-06")]
    [InlineData("FC-07")]
    [InlineData("FC-08")]
    [InlineData("FC-09")]
    [InlineData("FC-10")]
    [InlineData("FC-13")]
    public void The_case_reads_as_it_says_in_every_order(string id)
    {
        var fieldCase = Load(id);
        var detail = fieldCase["expect"]!["detail"]!.AsObject();
        string[]? first = null;
        foreach (var order in Orders([.. fieldCase["files"]!.AsArray().Select(file => file!.AsObject())]))
        {
            var (outcome, names) = Run(order);
            CheckRejects(detail, outcome, names);
            CheckTrace(detail, outcome, names);
            var bodies = outcome.Lines.Select(line => $"{line.Updated} {line.Version} {line.Hash} {line.Generation} {line.Body.ToJsonString()}")
                .Concat(outcome.Result.Deletions.Select(deletion => $"{deletion.ResourceType}/{deletion.Id} {deletion.Updated}"))
                .Order(StringComparer.Ordinal).ToArray();
            first ??= bodies;
            Assert.Equal(first, bodies);
        }
    }

    [Fact]
    public void FC_02_deletions_are_handed_on_with_their_times()
    {
        var (outcome, _) = Run(Files("FC-02"));

        Assert.Equal(
            [
                new Deletion("Encounter", "e1", Micros("2024-02-01T00:00:00Z"), 1, 1),
                new Deletion("Encounter", "e2", Micros("2024-01-15T00:00:00Z"), 1, 2),
                new Deletion("Encounter", "unknown", Micros("2024-01-15T00:00:00Z"), 1, 2),
            ],
            outcome.Result.Deletions);
        Assert.Equal(["Encounter/e1", "Encounter/e2", "Encounter/e3"], outcome.Keys);
        Assert.Equal((6L, 3L), (outcome.Result.Files.Sum(file => file.Read), outcome.Result.Files.Sum(file => file.Deletions)));
    }

    [Fact]
    public void FC_06_references_by_urn_become_type_and_id()
    {
        var (outcome, _) = Run(Files("FC-06"));

        Assert.Equal(["Encounter/e1", "Patient/p1", "Condition/c1"], outcome.Keys);
        Assert.Equal([1L, 2L, 3L], outcome.Lines.Select(line => line.Line));
        Assert.Equal("Patient/p1", Reference(outcome.Lines[0], "subject"));
        Assert.Equal("Patient/p1", Reference(outcome.Lines[2], "subject"));
        Assert.Equal("Encounter/e1", Reference(outcome.Lines[2], "encounter"));
    }

    [Fact]
    public void FC_08_null_stays_where_it_aligns()
    {
        var (outcome, _) = Run(Files("FC-08"));

        Assert.Equal("""["Ada",null,"Q"]""", outcome.Lines[0].Json["name"]![0]!["given"]!.ToJsonString());
        Assert.Equal(
            """[null,{"extension":[{"url":"http://example.org/fhir/why-absent","valueCode":"asked-unknown"}]},{"id":"a2"}]""",
            outcome.Lines[0].Json["name"]![0]!["_given"]!.ToJsonString());
        Assert.Equal(4, outcome.Lines.Count);
    }

    [Fact]
    public void FC_09_decimals_are_text_digit_for_digit()
    {
        var (outcome, _) = Run(Files("FC-09"));

        Assert.Equal(
            ["1.00", "0.0232323232", "0.010", "123456789012345678.9", "-0.0000000001"],
            outcome.Lines.Select(line => line.Json["valueQuantity"]!["value"]!.GetValue<string>()));
    }

    [Fact]
    public void FC_13_versions_are_compared_as_instants_and_numbers()
    {
        var (outcome, _) = Run(Files("FC-13"));

        Assert.Equal(
            [
                (Micros("2024-05-01T22:30:00Z"), 10L), (Micros("2024-05-01T20:00:00Z"), 8L), (Micros("2024-05-01T21:00:00Z"), 9L),
                (Micros("2024-05-01T10:00:00Z"), 9L), (Micros("2024-05-01T10:00:00Z"), 10L),
            ],
            outcome.Lines.Select(line => (line.Updated, line.Version)));
    }

    private static void CheckRejects(JsonObject detail, Outcome outcome, IReadOnlyList<string> names)
    {
        var expected = (detail["rejects"]?.AsArray() ?? [])
            .Select(reject => $"{(string?)reject!["file"]} {(long?)reject["line"]} {(string?)reject["code"]}");
        Assert.Equal(expected, outcome.Result.Rejects.Select(reject => $"{names[reject.File - 1]} {reject.Line} {reject.Code.Text()}"));
        if (detail["accepted"] is JsonArray accepted)
        {
            Assert.Equal(accepted.Select(key => (string)key!).Order(), outcome.Keys.Order());
        }

        if (detail["counts"] is not JsonObject counts)
        {
            return;
        }

        // Which of several versions wins is decided after the intake.
        var superseded = (long?)counts["superseded"] ?? 0;
        Assert.Equal((long?)counts["read"] ?? outcome.Result.Files.Sum(file => file.Read), outcome.Result.Files.Sum(file => file.Read));
        Assert.Equal((long?)counts["rejected"] ?? 0, outcome.Result.Rejects.Count);
        Assert.Equal(((long?)counts["accepted"] ?? outcome.Lines.Count) + superseded, outcome.Lines.Count);
    }

    private static void CheckTrace(JsonObject detail, Outcome outcome, IReadOnlyList<string> names)
    {
        foreach (var trace in detail["trace"]?.AsArray() ?? [])
        {
            var line = Assert.Single(outcome.Lines, line => (string?)line.Json["id"] == (string?)trace!["id"]);
            Assert.Equal(((string?)trace!["file"], (long?)trace["line"]), (names[line.File - 1], line.Line));
        }
    }

    private static (Outcome Outcome, IReadOnlyList<string> Names) Run(IReadOnlyList<JsonObject> files)
    {
        using var bench = new Workbench();
        var names = files.Select(file => (string)file["name"]!).ToList();
        var sources = files.Select((file, index) => new SourceFile(
            index + 1,
            file["text"] is { } text ? bench.Write(names[index], Encoding.UTF8.GetBytes((string)text!)) : bench.Write(names[index], Convert.FromBase64String((string)file["base64"]!)),
            names[index]));
        return (bench.Run([.. sources]), names);
    }

    private static IEnumerable<IReadOnlyList<JsonObject>> Orders(IReadOnlyList<JsonObject> files) =>
        files.Count <= 1
            ? [files]
            : files.SelectMany((file, index) => Orders([.. files.Where((_, other) => other != index)]).Select(rest => (IReadOnlyList<JsonObject>)[file, .. rest]));

    private static IReadOnlyList<JsonObject> Files(string id) => [.. Load(id)["files"]!.AsArray().Select(file => file!.AsObject())];

    private static JsonObject Load(string id) =>
        JsonNode.Parse(File.ReadAllText(Directory.GetFiles(SharedFolder.Find("field-cases"), id + "-*.json").Single()))!.AsObject();

    private static string? Reference(StageLine line, string name) => (string?)line.Json[name]!["reference"];

    private static long Micros(string instant) => (DateTimeOffset.Parse(instant) - DateTimeOffset.UnixEpoch).Ticks / 10;
}
