using System.Text.Json.Nodes;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>
/// Random paths and views over random resources, the same ones in every run. METRICCARE_RANDOM_VIEWS sets how many, METRICCARE_RANDOM_SEED where they begin;
/// a failing case names its seed.
/// </summary>
public sealed class RandomTests
{
    private static int Iterations => int.TryParse(Environment.GetEnvironmentVariable("METRICCARE_RANDOM_VIEWS"), out var count) ? count : 40;

    private static int FirstSeed => int.TryParse(Environment.GetEnvironmentVariable("METRICCARE_RANDOM_SEED"), out var seed) ? seed : 1;

    [Theory]
    [InlineData("Patient")]
    [InlineData("Observation")]
    public void A_random_path_gives_what_the_FHIR_library_gives(string type) => Check(3 * Iterations, asLists: false, random =>
    {
        var path = new RandomPaths(random).Column(type);
        var columns = new JsonArray
        {
            new JsonObject { ["name"] = "id", ["path"] = "id" },
            new JsonObject { ["name"] = "x", ["path"] = path.Text, ["type"] = path.Type, ["collection"] = path.Many },
        };
        return new JsonObject { ["name"] = "random", ["resource"] = type, ["select"] = new JsonArray { new JsonObject { ["column"] = columns } } }.ToJsonString();
    });

    [Theory]
    [InlineData("Patient", false)]
    [InlineData("Observation", false)]
    [InlineData("Patient", true)]
    [InlineData("Observation", true)]
    public void A_random_view_gives_what_the_FHIR_library_gives(string type, bool asLists) =>
        Check(Iterations, asLists, random => new RandomViews(random).View(type));

    private static void Check(int iterations, bool asLists, Func<Random, string> make)
    {
        using var duck = new DuckDb();
        for (var seed = FirstSeed; seed < FirstSeed + iterations; seed++)
        {
            var random = new Random(seed);
            var resources = new RandomResources(random);
            var view = make(random);
            var texts = Enumerable.Range(0, 12)
                .Select(_ => view.Contains("\"resource\":\"Patient\"", StringComparison.Ordinal) ? resources.Patient() : resources.Observation())
                .ToList();
            if (DifferentialCheck.Difference(duck, view, texts, asLists) is { } difference)
            {
                Assert.Fail($"seed {seed}: {difference}\n{view}\n{string.Join("\n", texts)}");
            }
        }
    }
}
