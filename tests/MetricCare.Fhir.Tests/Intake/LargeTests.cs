using System.Text;
using MetricCare.Fhir.Intake;
using MetricCare.Fhir.Intake.Reading;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class LargeTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("", "\n")]
    [InlineData("{\"resourceType\":\"Patient\",\"id\":\"p0\"}\n", "\n")]
    [InlineData("[", ",{\"resourceType\":\"Patient\",\"id\":\"p2\"}]")]
    public void A_record_of_a_hundred_megabytes_is_read(string before, string after)
    {
        var big = new RepeatingStream("""{"resourceType":"Patient","text":{"div":" """.TrimEnd(), "0123456789abcdef", 100 * Megabyte / 16, "\"},\"id\":\"p1\",\"gender\":\"male\"}");
        var bytes = before.Length + big.Length + after.Length;

        var result = Run(() => new ChainedStream(Bytes(before), big.Again(), Bytes(after)), new IntakeOptions(), out var lines);

        Assert.Empty(result.Rejects);
        Assert.Contains(lines, line => line.Contains("\"id\":\"p1\",\"gender\":\"male\"", StringComparison.Ordinal));
        Assert.Equal(bytes, result.Files[0].Bytes);
        Assert.Equal(result.Files[0].Accepted, lines.Length);
    }

    [Fact]
    public void An_array_larger_than_memory_streams()
    {
        const int elements = 120_000;
        var element = $$"""{"resourceType":"Patient","id":"p1","text":{"div":"{{new string('x', 900)}}"} },""" + "\n";
        var allocated = new List<long>();
        var stream = () => (Stream)new ChainedStream(
            Bytes("["),
            new RepeatingStream("", element, elements, "", () => allocated.Add(GC.GetAllocatedBytesForCurrentThread())),
            Bytes("""{"resourceType":"Patient","id":"p2"}]"""));

        var result = Run(stream, new IntakeOptions(), out var lines);

        Assert.Equal(elements + 1L, result.Files[0].Accepted);
        Assert.Equal(elements + 1L, lines.Length);
        Assert.InRange(allocated[^1] - allocated[0], 0, 4L * Megabyte);
        Assert.True(result.Files[0].Bytes > 100L * Megabyte);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("[{\"a\":")]
    public void A_hundred_thousand_levels_are_too_deep_and_no_more(string level)
    {
        var closing = string.Concat(level.Replace("\"a\":", "", StringComparison.Ordinal).Reverse().Select(c => c == '[' ? ']' : '}'));
        var deep = string.Concat(Enumerable.Repeat(level, 100_000)) + "1" + string.Concat(Enumerable.Repeat(closing, 100_000));
        var unread = $$"""{"resourceType":"Patient","id":"p1","x":{{deep}} }""";
        var json = $$"""{"resourceType":"Patient","id":"p1","maritalStatus":{"a":{{deep}} } }""";
        var unclosed = string.Concat(Enumerable.Repeat(level, 100_000));
        const string good = """{"resourceType":"Patient","id":"p9"}""";

        Assert.Equal(["1 TOO_DEEP", "2 TOO_DEEP", "3 TOO_DEEP", "4 TOO_DEEP"], Workbench.Read(string.Join('\n', unread, json, deep, unclosed, good)).Rejects);
        Assert.Equal(["1 TOO_DEEP", "2 TOO_DEEP", "3 TOO_DEEP"], Workbench.Read($"[{unread},{json},{deep},{good}]").Rejects);
        Assert.Equal(["1 TOO_DEEP"], Workbench.Read(FormatBundle(unread, good)).Rejects.Select(reject => reject[..10]));
        Assert.Equal(["1 TOO_DEEP"], Workbench.Read(unread).Rejects);
    }

    [Fact]
    public void The_depth_of_a_record_is_counted_from_its_own_object()
    {
        static string Nested(int levels) => $$"""{"resourceType":"Patient","id":"p1","x":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}} }""";
        var options = new IntakeOptions { MaxDepth = 20 };

        Assert.Empty(Workbench.Read(Nested(20) + "\n\n" + Nested(20), options).Rejects);
        Assert.Empty(Workbench.Read($"[{Nested(20)}]", options).Rejects);
        Assert.Empty(Workbench.Read(FormatBundle(Nested(20)), options).Rejects);
        Assert.Empty(Workbench.Read(FormatBundle(Nested(20)) + "\n" + Nested(20), options).Rejects);
        Assert.Equal(["1 TOO_DEEP"], Workbench.Read(Nested(21), options).Rejects);
    }

    [Theory]
    [InlineData("", "\n", "\n")]
    [InlineData("[", ",", "]")]
    [InlineData("{\n}\n", "\n", "")]
    [InlineData("{\"resourceType\":\"Bundle\",\n\"entry\":[", ",", "]}")]
    public void A_record_over_the_limit_is_rejected_and_the_next_is_read(string before, string between, string after)
    {
        var isBundle = before.Contains("Bundle", StringComparison.Ordinal);
        string Entry(string record) => isBundle ? $$"""{"resource":{{record}} }""" : record;
        var options = new IntakeOptions { MaxRecordBytes = 64 * 1024 };
        foreach (var length in new[] { 65 * 1024, 3 * Megabyte })
        {
            var big = Entry($$"""{"resourceType":"Patient","id":"p1","x":"{{new string('{', length)}}"}""");
            var text = before + string.Join(between, Entry("""{"resourceType":"Patient","id":"p0"}"""), big, Entry("""{"resourceType":"Patient","id":"p2"}""")) + after;

            var outcome = Workbench.Read(text, options);

            var reject = Assert.Single(outcome.Result.Rejects, reject => reject.Code == RejectCode.TooLarge);
            Assert.Equal((Hashes.Of(big), text.IndexOf(big, StringComparison.Ordinal)), (reject.Sha256, reject.Offset));
            Assert.Equal(["Patient/p0", "Patient/p2"], outcome.Keys);
        }
    }

    private static IntakeResult Run(Func<Stream> open, IntakeOptions options, out string[] lines)
    {
        var folder = Directory.CreateTempSubdirectory("metriccare-intake-");
        try
        {
            var result = new SourceIntake(TestSchemas.All, options).Run(
                [new OpenableFile(new SourceFile(1, "", "big"), 0, open)], folder.FullName, null, TestContext.Current.CancellationToken);
            Assert.All(result.Files, file => Assert.True(file.IsConserved));
            lines = [.. result.Stages.SelectMany(stage => File.ReadAllLines(stage.Path))];
            return result;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string FormatBundle(params string[] records) =>
        $$"""{"resourceType":"Bundle","entry":[{{string.Join(',', records.Select(record => $$"""{"resource":{{record}} }"""))}}]}""";

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
