using System.Text.Json.Nodes;
using CsCheck;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>Random paths and views over random resources. METRICCARE_RANDOM_VIEWS sets how many; the failing case is in the message.</summary>
public sealed class RandomTests
{
    private static int Iterations => int.TryParse(Environment.GetEnvironmentVariable("METRICCARE_RANDOM_VIEWS"), out var count) ? count : 60;

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
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var resources = new RandomResources(random);
                var view = make(random);
                var texts = Enumerable.Range(0, 12)
                    .Select(_ => view.Contains("\"resource\":\"Patient\"", StringComparison.Ordinal) ? resources.Patient() : resources.Observation())
                    .ToList();
                var difference = DifferentialCheck.Difference(duck, view, texts, asLists);
                if (difference is not null)
                {
                    Assert.Fail($"{difference}\n{view}\n{string.Join("\n", texts)}");
                }
            },
            iter: iterations,
            threads: 1,
            seed: "0000000000002");
    }
}
