using MetricCare.Core.Errors;
using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class DiscoveryTests : IDisposable
{
    private const string Patient = """{"resourceType":"Patient","id":"p1"}""";

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_folder_is_listed_with_all_below_it_in_ordinal_order()
    {
        foreach (var name in new[] { "b.ndjson", "B.ndjson", "a/z.json", "a/b/c.ndjson.gz", "a.json", "plain" })
        {
            _bench.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? Workbench.Gzip(System.Text.Encoding.UTF8.GetBytes(Patient)) : System.Text.Encoding.UTF8.GetBytes(Patient));
        }

        var listing = SourceDiscovery.Find([_bench.Source]);

        Assert.Equal(["B.ndjson", "a.json", "a/b/c.ndjson.gz", "a/z.json", "b.ndjson", "plain"], listing.Files.Select(file => file.Path));
        Assert.Equal(Enumerable.Range(1, 6), listing.Files.Select(file => file.Number));
        Assert.All(listing.Files, file => Assert.Equal(Path.Combine(_bench.Source, file.Path), file.FullPath));
        Assert.Empty(listing.Skipped);
    }

    [Fact]
    public void What_holds_no_FHIR_is_skipped_with_its_reason()
    {
        _bench.Write("a.json", Patient);
        _bench.Write("README.md", "# Read me");
        _bench.Write("LINKS.md", "[first](https://example.org)");
        _bench.Write(".hidden.json", Patient);
        _bench.Write(".git/config.json", Patient);
        _bench.Write("table.csv", "id,name\n1,2\n");
        _bench.Write("image.bin", [0, 1, 2, 3]);
        _bench.Write("none.txt", "");
        _bench.Write("manifest.json", """{"transactionTime":"2024-01-01T00:00:00Z","output":[{"type":"Patient","url":"https://example.org/p"}]}""");
        _bench.Write("counts.json", "{\n  \"patients\": 5\n}\n");

        var listing = SourceDiscovery.Find([_bench.Source]);

        Assert.Equal(["a.json"], listing.Files.Select(file => file.Path));
        Assert.Equal(
            [
                new(".git", SkipReason.Hidden), new(".hidden.json", SkipReason.Hidden), new("LINKS.md", SkipReason.NotJson), new("README.md", SkipReason.NotJson),
                new("counts.json", SkipReason.NotFhir), new("image.bin", SkipReason.NotJson), new("manifest.json", SkipReason.NotFhir),
                new("none.txt", SkipReason.NotJson), new SkippedFile("table.csv", SkipReason.NotJson),
            ],
            listing.Skipped);
    }

    [Theory]
    [InlineData("{\"id\":\"p1\"}")]
    [InlineData("{\"a\":1}\n{\"b\":2}")]
    [InlineData("{\"a\":1")]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"entry\":[],\"a\":1}")]
    public void What_is_named_JSON_and_may_be_FHIR_is_read(string text)
    {
        _bench.Write("a.ndjson", text);

        Assert.Equal(["a.ndjson"], SourceDiscovery.Find([_bench.Source]).Files.Select(file => file.Path));
    }

    [Fact]
    public void A_file_that_is_named_itself_is_always_read()
    {
        var path = _bench.Write(".README.md", "# Read me");

        Assert.Equal([new SourceFile(1, path, ".README.md")], SourceDiscovery.Find([path]).Files);
    }

    [Fact]
    public void Several_sources_are_told_apart_and_a_file_is_read_once()
    {
        _bench.Write("x/a.json", Patient);
        _bench.Write("y/a.json", Patient);
        var file = _bench.Write("z.json", Patient);
        string[] sources = [Path.Combine(_bench.Source, "y"), file, Path.Combine(_bench.Source, "x") + "/", Path.Combine(_bench.Source, "x")];

        Assert.Equal(["x/a.json", "y/a.json", "z.json"], SourceDiscovery.Find(sources).Files.Select(found => found.Path));
    }

    [Fact]
    public void Links_lead_to_files_inside_the_folder_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var inside = _bench.Write("data/.v1/a.json", Patient);
        var outside = Directory.CreateTempSubdirectory("metriccare-outside-");
        File.WriteAllText(Path.Combine(outside.FullName, "o.json"), Patient);
        _bench.Write("data/b.json", Patient);
        var data = Path.Combine(_bench.Source, "data");
        File.CreateSymbolicLink(Path.Combine(data, "a.json"), inside);
        File.CreateSymbolicLink(Path.Combine(data, "again.json"), inside);
        File.CreateSymbolicLink(Path.Combine(data, "b2.json"), "b.json");
        File.CreateSymbolicLink(Path.Combine(data, "broken.json"), "nowhere.json");
        File.CreateSymbolicLink(Path.Combine(data, "out.json"), Path.Combine(outside.FullName, "o.json"));
        Directory.CreateSymbolicLink(Path.Combine(data, "loop"), data);
        Directory.CreateSymbolicLink(Path.Combine(data, "outer"), outside.FullName);

        var listing = SourceDiscovery.Find([data]);
        outside.Delete(recursive: true);

        Assert.Equal(["a.json", "b.json"], listing.Files.Select(file => file.Path));
        Assert.Equal(["again.json", "b2.json", "broken.json", "loop", "out.json", "outer"], listing.Skipped.Where(skip => skip.Reason == SkipReason.Link).Select(skip => skip.Path));
    }

    [Fact]
    public void A_missing_or_empty_source_is_an_error_that_says_so()
    {
        var missing = Path.Combine(_bench.Source, "missing");
        foreach (var places in new string[][] { [], [missing], [_bench.Source] })
        {
            var error = Assert.Throws<MetricCareException>(() => SourceDiscovery.Find(places));

            Assert.Equal(ExitCode.SourceUnreadable, error.Code);
            Assert.NotNull(error.Next);
            Assert.All(places, place => Assert.Contains(place, error.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_samples_are_read_without_a_reject()
    {
        var listing = SourceDiscovery.Find([SharedFolder.Find("fhir-samples", "synthea-10")]);

        var outcome = _bench.Run(listing.Files);

        Assert.Empty(outcome.Rejects);
        Assert.Equal(8, outcome.Result.Files.Count);
        Assert.All(outcome.Result.Files, file => Assert.Equal((SourceFormat.Ndjson, true), (file.Format, file.IsGzip)));
    }
}
