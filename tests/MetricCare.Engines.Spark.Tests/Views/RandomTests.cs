using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using MetricCare.Core.Errors;
using MetricCare.Fhir.Tests.Views;
using MetricCare.Fhir.Tests.Views.Differential;
using MetricCare.Fhir.Views;

namespace MetricCare.Engines.Spark.Tests.Views;

/// <summary>
/// Random paths and views over random resources give on Spark what they give on DuckDB, which other tests hold against the FHIR library. The same ones in every run:
/// METRICCARE_RANDOM_VIEWS sets how many, METRICCARE_RANDOM_SEED where they begin; a failing case names its seed.
/// </summary>
public sealed class RandomTests(SparkJvm jvm, SparkViews spark) : IClassFixture<SparkViews>
{
    private const int PathsInView = 10;

    private static int Iterations => int.TryParse(Environment.GetEnvironmentVariable("METRICCARE_RANDOM_VIEWS"), out var count) ? count : 5;

    private static int FirstSeed => int.TryParse(Environment.GetEnvironmentVariable("METRICCARE_RANDOM_SEED"), out var seed) ? seed : 1;

    // One query of many paths takes hardly longer than one of a single path.
    [Theory]
    [InlineData("Patient")]
    [InlineData("Observation")]
    public Task Random_paths_give_what_they_give_on_DuckDB(string type) => CheckAsync(type, random =>
    {
        var paths = new RandomPaths(random);
        var columns = new JsonArray { new JsonObject { ["name"] = "id", ["path"] = "id" } };
        for (var i = 0; i < PathsInView; i++)
        {
            var path = paths.Column(type);
            columns.Add((JsonNode)new JsonObject { ["name"] = $"x{i}", ["path"] = path.Text, ["type"] = path.Type, ["collection"] = path.Many });
        }

        return new JsonObject { ["name"] = "random", ["resource"] = type, ["select"] = new JsonArray { new JsonObject { ["column"] = columns } } }.ToJsonString();
    });

    [Theory]
    [InlineData("Patient")]
    [InlineData("Observation")]
    public Task Random_views_give_what_they_give_on_DuckDB(string type) => CheckAsync(type, random => new RandomViews(random).View(type));

    private async Task CheckAsync(string type, Func<Random, string> make)
    {
        jvm.Require();
        using var duck = new DuckDb();
        var differences = new List<string>();
        for (var seed = FirstSeed; seed < FirstSeed + Iterations; seed++)
        {
            var random = new Random(seed);
            var resources = new RandomResources(random);
            var json = make(random);
            var texts = Enumerable.Range(0, 12).Select(_ => type == "Patient" ? resources.Patient() : resources.Observation()).ToList();
            if (await DifferenceAsync(duck, json, texts) is { } difference)
            {
                differences.Add($"seed {seed}: {difference}\n{json}\n{string.Join("\n", texts)}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ\n{string.Join("\n\n", differences)}");
    }

    private async Task<string?> DifferenceAsync(DuckDb duck, string json, List<string> resources)
    {
        var cancel = TestContext.Current.CancellationToken;
        var view = ViewCompiler.Compile(json, "view.json");
        List<string>? expected = null;
        try
        {
            expected = Texts(view, duck.Run(view, resources));
        }
        catch (DuckDBException several) when (several.Message.Contains("several", StringComparison.Ordinal) || several.Message.Contains("more than one", StringComparison.Ordinal))
        {
            // Spark has to stop as well.
        }

        List<string>? actual = null;
        var complaint = "";
        try
        {
            actual = Texts(view, await spark.RunAsync(view, resources, cancel));
            Assert.Equal(actual, Texts(view, await spark.AgainAsListsAsync(view, cancel)));
        }
        catch (MetricCareException stopped)
        {
            complaint = stopped.Message;
        }

        return expected is null || actual is null
            ? expected is null && actual is null ? null : $"One side stopped: {(expected is null ? "DuckDB" : $"Spark, {complaint}")}"
            : expected.SequenceEqual(actual, StringComparer.Ordinal)
                ? null
                : $"missing:\n  {string.Join("\n  ", expected.Except(actual, StringComparer.Ordinal))}\nextra:\n  {string.Join("\n  ", actual.Except(expected, StringComparer.Ordinal))}";
    }

    private static List<string> Texts(CompiledView view, IEnumerable<IReadOnlyList<object?>> rows) =>
        [.. rows.Select(row => RowText.Of(row.Select((value, i) => RowText.Delivered(value, view.Columns[i].FhirType)))).Order(StringComparer.Ordinal)];
}
