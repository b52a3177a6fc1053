using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class FormatTests
{
    private static readonly string[] Records =
    [
        """{"resourceType":"Patient","id":"p1","birthDate":"1951-02-03","name":[{"family":"A\"}],[{","given":["Ada"]}]}""",
        """{"resourceType":"Encounter","id":"e1","status":"finished","subject":{"reference":"Patient/p1"}}""",
        """{"resourceType":"Device","id":"d1"}""",
        """{"resourceType":"Patient","birthDate":"1951-02-03"}""",
        """{"resourceType":"Patient","id":"p2","meta":{"versionId":"3"}}""",
    ];

    public static TheoryData<string, bool, bool, bool, bool> Variants()
    {
        var data = new TheoryData<string, bool, bool, bool, bool>();
        foreach (var format in new[] { "Ndjson", "Array", "Bundle", "Concatenated" })
        {
            for (var bits = 0; bits < 16; bits++)
            {
                data.Add(format, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_format_gives_the_same_records(string format, bool mark, bool carriageReturns, bool gzip, bool pretty)
    {
        var isLines = format == "Ndjson";
        var records = Records.Select(record => pretty && !isLines ? Pretty(record) : record).ToArray();
        var text = format switch
        {
            "Ndjson" => (pretty ? "\n \n" : "") + string.Join("\n", records) + (pretty ? "\n\n" : ""),
            "Array" => pretty ? $"[\n{string.Join(",\n", records)}\n]\n" : $"[{string.Join(',', records)}]",
            "Bundle" => $$"""{"resourceType":"Bundle","type":"collection",{{(pretty ? "\n" : "")}}"entry":[{{string.Join(',', records.Select(record => $$"""{"resource":{{record}}}"""))}}]}""",
            _ => Pretty(records[0]) + "\n" + string.Join(pretty ? "\n\n" : "\n", records[1..]),
        };
        text = (mark ? "\uFEFF" : "") + (carriageReturns ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text);
        var bytes = Encoding.UTF8.GetBytes(text);

        var outcome = Workbench.Read(gzip ? Workbench.Gzip(bytes[..(bytes.Length / 2)], bytes[(bytes.Length / 2)..]) : bytes);

        Assert.Equal(format, outcome.File.Format.ToString());
        Assert.Equal(gzip, outcome.File.IsGzip);
        Assert.Equal(["Patient/p1", "Encounter/e1", "Patient/p2"], outcome.Keys);
        Assert.Equal("A\"}],[{", (string?)outcome.Lines[0].Json["name"]![0]!["family"]);
        var offset = isLines && pretty ? 2 : 0;
        Assert.Equal([1L + offset, 2L + offset, 5L + offset], outcome.Lines.Select(line => line.Line));
        Assert.Equal([$"{4 + offset} NO_ID{(format == "Bundle" ? " Bundle.entry[3]" : "")}"], outcome.Rejects);
        Assert.Equal((5L, 3L, 1L, 1L), (outcome.File.Read, outcome.File.Accepted, outcome.File.Rejected, outcome.File.Ignored));
        Assert.Equal([KeyValuePair.Create("Device", 1L)], outcome.File.IgnoredByType);
        Assert.Equal([KeyValuePair.Create("Encounter", 1L), KeyValuePair.Create("Patient", 2L)], outcome.File.AcceptedByType);
        var reject = Assert.Single(outcome.Result.Rejects);
        Assert.StartsWith(carriageReturns && pretty && !isLines ? "{\r\n" : records[3], text[(mark ? 1 : 0)..][(int)(reject.Offset - (mark ? 3 : 0))..], StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_of_a_record_is_that_of_its_own_bytes_in_every_format()
    {
        var wanted = new[] { Records[0], Records[1], Records[4] }.Select(Hashes.Of).ToArray();
        var ndjson = Workbench.Read(string.Join("\r\n", Records) + "\r\n");
        var array = Workbench.Read($"[ {string.Join(" , ", Records)} ]");
        var bundle = Workbench.Read($$"""{"resourceType":"Bundle","entry":[{{string.Join(',', Records.Select(record => $$"""{"resource": {{record}} }"""))}}]}""");

        Assert.Equal(wanted, ndjson.Lines.Select(line => line.Hash));
        Assert.Equal(wanted, array.Lines.Select(line => line.Hash));
        Assert.Equal(wanted, bundle.Lines.Select(line => line.Hash));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_resource_is_a_file_of_one_record(bool pretty)
    {
        var outcome = Workbench.Read("\n " + (pretty ? Pretty(Records[0]) : Records[0]) + "\n\n");

        Assert.Equal(SourceFormat.Resource, outcome.File.Format);
        Assert.Equal(["Patient/p1"], outcome.Keys);
        Assert.Equal(1, outcome.Single.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n\t\n")]
    public void A_file_without_content_is_empty(string text)
    {
        var outcome = Workbench.Read(text);

        Assert.Equal((SourceFormat.Empty, 0L), (outcome.File.Format, outcome.File.Read));
        Assert.Equal(Hashes.Of(text), outcome.File.Sha256);
        Assert.Equal(SourceFormat.Empty, Workbench.Read(Workbench.Gzip(Encoding.UTF8.GetBytes(text))).File.Format);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    [InlineData("""{"resourceType":"Bundle"}""")]
    [InlineData("""{"resourceType":"Bundle","entry":[]}""")]
    public void A_container_without_records_has_none(string text) =>
        Assert.Equal((0L, 0), (Workbench.Read(text).File.Read, Workbench.Read(text).Result.Rejects.Count));

    [Fact]
    public void Line_ends_may_be_mixed()
    {
        var outcome = Workbench.Read($"{Records[0]}\r\n{Records[1]}\n\r\n{Records[4]}");

        Assert.Equal([1L, 2L, 4L], outcome.Lines.Select(line => line.Line));
        Assert.Empty(outcome.Rejects);
    }

    [Fact]
    public void The_hash_and_size_of_a_file_are_those_of_its_stored_bytes()
    {
        var stored = Workbench.Gzip(Encoding.UTF8.GetBytes(Records[0]));

        var outcome = Workbench.Read(stored);

        Assert.Equal((stored.Length, Hashes.Of(stored)), (outcome.File.Bytes, outcome.File.Sha256));
    }

    [Fact]
    public void A_first_line_cut_in_two_does_not_hide_the_lines_that_follow()
    {
        var outcome = Workbench.Read($$"""
            {"resourceType":"Patient","id":"p0","name":[{"family":"Bro
            ender":"female","active":true}
            {{Records[0]}}
            {{Records[4]}}
            """);

        Assert.Equal(SourceFormat.Ndjson, outcome.File.Format);
        Assert.Equal(["1 INVALID_JSON", "2 INVALID_JSON"], outcome.Rejects);
        Assert.Equal([3L, 4L], outcome.Lines.Select(line => line.Line));
    }

    [Fact]
    public void A_first_line_that_is_an_array_does_not_make_lines_an_array()
    {
        var outcome = Workbench.Read($"[1]\n{Records[0]}\n");

        Assert.Equal(["1 NOT_AN_OBJECT"], outcome.Rejects);
        Assert.Equal(["Patient/p1"], outcome.Keys);
    }

    internal static string Pretty(string json) => JsonNode.Parse(json)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
