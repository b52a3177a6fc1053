using System.Text;
using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

/// <summary>Files that end early, are damaged, or go on where they should have ended.</summary>
public sealed class BrokenFileTests
{
    private static readonly string Lines = string.Concat(Enumerable.Range(1, 200).Select(n => Patient(n) + "\n"));

    [Fact]
    public void A_gzip_cut_anywhere_is_told_once_and_every_whole_record_before_it_is_kept()
    {
        var first = Encoding.UTF8.GetBytes(Lines);
        var second = Encoding.UTF8.GetBytes(Patient(201) + "\n");
        var one = Workbench.Gzip(first);
        var both = Workbench.Gzip(first, second);
        Assert.Equal(201, Workbench.Read(both).Lines.Count);
        for (var length = 2; length < both.Length; length++)
        {
            if (length == one.Length)
            {
                continue;
            }

            var outcome = Workbench.Read(both[..length]);

            var reject = Assert.Single(outcome.Result.Rejects);
            Assert.True((reject.Line, reject.Code) is (null, RejectCode.TruncatedGzip or RejectCode.TrailingData), $"cut at {length}: {reject.Code}");
            Assert.True(reject.Code == RejectCode.TruncatedGzip || length == one.Length + 1, $"cut at {length}");
            Assert.Equal(Enumerable.Range(1, outcome.Lines.Count).Select(n => $"Patient/p{n}"), outcome.Keys);
            Assert.True(length < one.Length - 8 || outcome.Lines.Count >= 200, $"cut at {length}: {outcome.Lines.Count}");
        }
    }

    [Fact]
    public void A_damaged_gzip_is_told_once()
    {
        var gzip = Workbench.Gzip(Encoding.UTF8.GetBytes(Lines));
        foreach (var at in new[] { gzip.Length - 6, gzip.Length - 2, gzip.Length / 2 })
        {
            var damaged = (byte[])gzip.Clone();
            damaged[at] ^= 0x55;

            var outcome = Workbench.Read(damaged);

            Assert.Contains(outcome.Result.Rejects, reject => reject is { Line: null, Code: RejectCode.CorruptGzip or RejectCode.TruncatedGzip });
            Assert.Single(outcome.Result.Rejects, reject => reject.Line is null);
        }
    }

    [Fact]
    public void Something_after_the_gzip_data_is_told()
    {
        var outcome = Workbench.Read([.. Workbench.Gzip(Encoding.UTF8.GetBytes(Patient(1))), 1, 2, 3, 4]);

        Assert.Equal(["file TRAILING_DATA"], outcome.Rejects);
        Assert.Equal(["Patient/p1"], outcome.Keys);
    }

    [Fact]
    public void Half_a_line_at_the_end_is_rejected()
    {
        var outcome = Workbench.Read($"{Patient(1)}\n{Patient(2)[..20]}");

        Assert.Equal(["2 INVALID_JSON"], outcome.Rejects);
        Assert.Equal(["Patient/p1"], outcome.Keys);
    }

    [Theory]
    [InlineData("""[{P1},{P2}""", "file TRUNCATED_FILE", 2)]
    [InlineData("""[{P1},{P2},""", "file TRUNCATED_FILE", 2)]
    [InlineData("""[{P1},{"resourceType":"Pat""", "2 TRUNCATED_FILE", 1)]
    [InlineData("""[""", "file TRUNCATED_FILE", 0)]
    [InlineData("""[{P1}]]""", "file TRAILING_DATA", 1)]
    [InlineData("""[{P1}] {P2}""", "file TRAILING_DATA", 1)]
    [InlineData("""[{P1},]""", "2 INVALID_JSON", 1)]
    [InlineData("""[{P1},,{P2}]""", "2 INVALID_JSON", 2)]
    [InlineData("""[{P1} {P2},{P3}]""", "2 INVALID_JSON", 2)]
    [InlineData("""[{P1},{P2}:"x",{P3}]""", "3 INVALID_JSON", 3)]
    [InlineData("""[{P1},{"resourceType":"Patient","id":x},{P3}]""", "2 INVALID_JSON", 2)]
    [InlineData("""[{P1},{"resourceType":"Patient","id":"x",},{P3}]""", "2 INVALID_JSON", 2)]
    [InlineData("""[{P1},{"resourceType":"Patient","id":"x"]},{P3}]""", "2 INVALID_JSON|3 INVALID_JSON", 2)]
    [InlineData("""[{P1},7,"text",null,[],{P3}]""", "2 NOT_AN_OBJECT|3 NOT_AN_OBJECT|4 NOT_AN_OBJECT|5 NOT_AN_OBJECT", 2)]
    [InlineData("""[{P1},"tex""", "2 TRUNCATED_FILE", 1)]
    [InlineData("""[{P1},{"resourceType":"Patient","id":"x","y":{"z":1},{P3}]""", "2 INVALID_JSON", 1)]
    [InlineData("""{"resourceType":"Patient","id":"x","y":{"z":1""", "1 TRUNCATED_FILE", 0)]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{P1}},{"resource":{P2}""", "2 TRUNCATED_FILE", 1)]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{P1}},{"resource":{P2}}""", "file TRUNCATED_FILE", 2)]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{P1}}]""", "file TRUNCATED_FILE", 1)]
    [InlineData("""{"entry":[{"resource":{P1}},{"reso""", "2 TRUNCATED_FILE", 1)]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{P1}}] "x":1}""", "file INVALID_JSON", 1)]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{P1}}]}}""", "file TRAILING_DATA", 1)]
    public void A_container_keeps_what_is_whole(string text, string rejects, int kept)
    {
        foreach (var prettiness in new[] { "", "\n" })
        {
            var content = text;
            for (var n = 1; n <= 3; n++)
            {
                content = content.Replace($"{{P{n}}}", prettiness + Patient(n), StringComparison.Ordinal);
            }

            var outcome = Workbench.Read(content);

            Assert.Equal(rejects.Split('|'), outcome.Rejects);
            Assert.Equal(kept, outcome.Lines.Count);
        }
    }

    [Fact]
    public void A_quote_lost_in_a_pretty_printed_array_costs_one_element()
    {
        var outcome = Workbench.Read($$"""
            [
            {{Patient(1)}},
            {
              "resourceType": "Patient",
              "id": "p2",
              "gender: "male",
              "active": true
            },
            {{Patient(3)}}
            ]
            """);

        Assert.Equal(["2 INVALID_JSON"], outcome.Rejects);
        Assert.Equal(["Patient/p1", "Patient/p3"], outcome.Keys);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_a_reject()
    {
        using var bench = new Workbench();
        bench.Write("a.ndjson", Patient(1));

        var outcome = bench.Run([new SourceFile(1, Path.Combine(bench.Source, "a.ndjson"), "a.ndjson"), new SourceFile(2, Path.Combine(bench.Source, "none"), "none")]);

        Assert.Equal(["file UNREADABLE_FILE"], outcome.Rejects);
        Assert.Equal((2, null), (outcome.Result.Rejects[0].File, outcome.Result.Files[1].Sha256));
        Assert.Equal(["Patient/p1"], outcome.Keys);
    }

    private static string Patient(int n) => $$"""{"resourceType":"Patient","id":"p{{n}}","birthDate":"{{1900 + (n * 7919 % 100)}}-0{{1 + (n % 9)}}-17"}""";
}
