using System.IO.Compression;
using System.Text.Json;
using MetricCare.Fhir.Views;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>Every view that is shipped, over both Synthea populations and the sample, against the FHIR library.</summary>
public sealed class ShippedViewsTests
{
    // The library needs a minute for all of a population; a run compares an even part of it. METRICCARE_ALL_RECORDS=1 takes all.
    private static readonly int MostRecords = Environment.GetEnvironmentVariable("METRICCARE_ALL_RECORDS") is null ? 250 : int.MaxValue;

    public static TheoryData<string, string> Views()
    {
        var cases = new TheoryData<string, string>();
        var folder = Path.Combine(SharedFolder.Repository() ?? "", "jobs", "hospital-quality", "1-bronze");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (var view in files.Order(StringComparer.Ordinal))
        {
            foreach (var data in new[] { "synthea-10", "synthea-dev", "sample-data" })
            {
                cases.Add(Path.GetFileName(view), data);
            }
        }

        if (cases.Count == 0)
        {
            cases.Add("", "");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_shipped_view_gives_what_the_FHIR_library_gives(string view, string data)
    {
        var folder = data == "sample-data"
            ? Path.Combine(SharedFolder.Repository() ?? "", "sample-data", "fhir")
            : SharedFolder.Find(Path.Combine("fhir-samples", data));
        if (folder is null || !Directory.Exists(folder) || view.Length == 0)
        {
            Assert.Skip($"There is no {data}, or no view.");
            return;
        }

        var json = File.ReadAllText(Path.Combine(SharedFolder.Repository()!, "jobs", "hospital-quality", "1-bronze", view));
        var type = ViewCompiler.Compile(json, view).ResourceType;
        var resources = Directory.EnumerateFiles(folder, "*.ndjson*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(Lines)
            .Where(line => line.Contains($"\"{type}\"", StringComparison.Ordinal) && IsOf(line, type))
            .ToList();
        var step = Math.Max(1, resources.Count / MostRecords);
        resources = [.. resources.Where((_, i) => i % step == 0)];
        if (resources.Count == 0)
        {
            Assert.Skip($"{data} has no {type} as NDJSON.");
        }

        using var duck = new DuckDb();
        Assert.Null(DifferentialCheck.Difference(duck, json, resources));
        Assert.Null(DifferentialCheck.Difference(duck, json, resources, asLists: true));
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }

    // The sample has lines that are no JSON: intake rejects them before a view is asked.
    private static bool IsOf(string line, string type)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("resourceType", out var found) && found.GetString() == type && document.RootElement.TryGetProperty("id", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
