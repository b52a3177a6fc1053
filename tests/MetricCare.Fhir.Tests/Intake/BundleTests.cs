using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class BundleTests
{
    [Fact]
    public void References_resolve_whatever_the_order_and_the_address()
    {
        var outcome = Workbench.Read("""
            {"resourceType":"Bundle","entry":[
            {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Encounter","id":"e1","subject":{"reference":"urn:uuid:2"},"serviceProvider":{"reference":"https:\/\/x.org\/orgs\/7"},
              "participant":[{"individual":{"reference":"urn:uuid:unknown"}},{"individual":{"reference":"Practitioner?identifier=a|b"}}],
              "partOf":{"reference":"https://x.org/Encounter/e0/_history/2"}}},
            {"fullUrl":"urn:uuid:2","resource":{"id":"p1","resourceType":"Patient"}},
            {"fullUrl":"https://x.org/orgs/7","resource":{"resourceType":"Organization","id":"o\u0031"}},
            {"fullUrl":"https://x.org/Encounter/e0","resource":{"resourceType":"Encounter","id":"e9"}}
            ]}
            """);

        var encounter = outcome.Lines[0].Json;
        Assert.Equal("Patient/p1", (string?)encounter["subject"]!["reference"]);
        Assert.Equal("Organization/o1", (string?)encounter["serviceProvider"]!["reference"]);
        Assert.Equal("urn:uuid:unknown", (string?)encounter["participant"]![0]!["individual"]!["reference"]);
        Assert.Equal("Practitioner?identifier=a|b", (string?)encounter["participant"]![1]!["individual"]!["reference"]);
        Assert.Equal("Encounter/e9", (string?)encounter["partOf"]!["reference"]);
        Assert.Empty(outcome.Rejects);
    }

    [Fact]
    public void A_Bundle_too_large_for_memory_gives_the_same_as_a_small_one()
    {
        // The window begins with 1 MB, and what was read before is gone when the second reading begins.
        var text = Bundle(20_000, 1);

        var outcome = Workbench.Read(text, new IntakeOptions { MaxRecordBytes = 64 * 1024 });

        Assert.Equal(SourceFormat.Bundle, outcome.File.Format);
        Assert.Equal((40_000L, 40_000L), (outcome.File.Read, outcome.File.Accepted));
        Assert.Equal(Enumerable.Range(1, 40_000).Select(n => (long)n), outcome.Lines.Select(line => line.Line));
        Assert.All(outcome.Lines.Where(line => line.Type == "Encounter"), line => Assert.Equal($"Patient/p{(string)line.Json["id"]!}", (string?)line.Json["subject"]!["reference"]));
        Assert.Equal(Hashes.Of(text), outcome.File.Sha256);
        Assert.Equal(outcome.Lines.Select(line => line.Body.ToJsonString()), Workbench.Read(text).Lines.Select(line => line.Body.ToJsonString()));
    }

    [Fact]
    public void A_line_that_is_a_Bundle_gives_its_entries_under_its_own_number()
    {
        var bundle = """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p1"}},{"resource":{"resourceType":"Patient","birthDate":5,"id":"p2"}},{"search":{}},{"resource":7},8]}""";

        var outcome = Workbench.Read($"{bundle}\n{bundle.Replace("p1", "p9", StringComparison.Ordinal)}");

        Assert.Equal(["Patient/p1", "Patient/p9"], outcome.Keys);
        Assert.Equal([1L, 2L], outcome.Lines.Select(line => line.Line));
        string[] rejects = ["WRONG_TYPE Bundle.entry[1].resource.birthDate", "NOT_AN_OBJECT Bundle.entry[3]", "NOT_AN_OBJECT Bundle.entry[4]"];
        Assert.Equal(rejects.Select(reject => "1 " + reject).Concat(rejects.Select(reject => "2 " + reject)), outcome.Rejects);
        Assert.Equal([KeyValuePair.Create("Bundle.entry", 2L)], outcome.File.IgnoredByType);
    }

    [Fact]
    public void A_line_that_is_a_broken_Bundle_is_one_reject()
    {
        var outcome = Workbench.Read("""
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p1"}},{"resource":{"resourceType":"Patient","id":"p2",}}]}
            {"resourceType":"Bundle","entry":{}}
            {"resourceType":"Patient","id":"p3"}
            """);

        Assert.Equal(["1 INVALID_JSON", "2 WRONG_SHAPE Bundle.entry"], outcome.Rejects);
        Assert.Equal(["Patient/p3"], outcome.Keys);
    }

    [Fact]
    public void Elements_of_an_array_may_be_Bundles()
    {
        var outcome = Workbench.Read("""
            [{"resourceType":"Patient","id":"p1"},
             {"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"p2","link":[{"other":{"reference":"urn:uuid:1"}}]}}]}]
            """);

        Assert.Equal(["Patient/p1", "Patient/p2"], outcome.Keys);
        Assert.Equal("Patient/p2", (string?)outcome.Lines[1].Json["link"]![0]!["other"]!["reference"]);
        Assert.Equal(2, outcome.Lines[1].Line);
    }

    [Fact]
    public void A_Bundle_within_a_Bundle_is_ignored_and_counted()
    {
        var outcome = Workbench.Read("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Bundle","entry":[]}}]}""");

        Assert.Equal([KeyValuePair.Create("Bundle", 1L)], outcome.File.IgnoredByType);
    }

    [Theory]
    [InlineData("""{"method":"DELETE","url":"Encounter/e1"}""", "", "e1", "2024-02-01T00:00:00Z")]
    [InlineData("""{"method":"DELETE","url":"https:\/\/x.org\/fhir\/Encounter\/e1"}""", "", "e1", "2024-02-01T00:00:00Z")]
    [InlineData("""{"url":"/Encounter/e1/_history/4","method":"DELETE"}""", ""","response":{"lastModified":"2024-03-01T12:00:00+02:00"}""", "e1", "2024-03-01T10:00:00Z")]
    public void A_deletion_has_type_id_and_time(string request, string response, string id, string time)
    {
        var outcome = Workbench.Read($$$"""{"entry":[{"request":{{{request}}}{{{response}}}}],"meta":{"lastUpdated":"2024-02-01T00:00:00Z"},"resourceType":"Bundle"}""");

        Assert.Equal([new Deletion("Encounter", id, (DateTimeOffset.Parse(time) - DateTimeOffset.UnixEpoch).Ticks / 10, 1, 1)], outcome.Result.Deletions);
        Assert.Equal((1L, 1L, 0L), (outcome.File.Read, outcome.File.Deletions, outcome.File.Accepted));
    }

    [Fact]
    public void A_deletion_that_cannot_be_carried_out_is_rejected_or_ignored()
    {
        var outcome = Workbench.Read("""
            {"resourceType":"Bundle","meta":{"lastUpdated":"yesterday"},"entry":[
            {"request":{"method":"DELETE","url":"Encounter?identifier=x"}},
            {"request":{"method":"DELETE"}},
            {"request":{"method":"DELETE","url":"Device/d1"}},
            {"request":{"method":"DELETE","url":"Encounter/e1"}},
            {"request":{"method":"DELETE","url":"Encounter/e2"},"response":{"lastModified":"2024-03-01T12:00:00Z"}}]}
            """);

        Assert.Equal(
            ["1 INVALID_VALUE Bundle.entry[0].request.url", "2 INVALID_VALUE Bundle.entry[1].request.url", "4 INVALID_VALUE Bundle.entry[3].request"],
            outcome.Rejects);
        Assert.Equal([KeyValuePair.Create("Device", 1L)], outcome.File.IgnoredByType);
        Assert.Equal("e2", Assert.Single(outcome.Result.Deletions).Id);
    }

    private static string Bundle(int pairs, int indent)
    {
        var entries = Enumerable.Range(1, pairs).Select(n =>
            $$"""
              {"fullUrl":"urn:uuid:e{{n}}","resource":{"resourceType":"Encounter","id":"{{n}}","subject":{"reference":"urn:uuid:p{{n}}" } } },
              {"fullUrl":"urn:uuid:p{{n}}","resource":{"resourceType":"Patient","id":"p{{n}}" } }
              """);
        return $$"""{"resourceType":"Bundle",{{new string('\n', indent)}}"entry":[{{string.Join(",\n", entries)}}]}""";
    }
}
