using CsCheck;

namespace MetricCare.Fhir.Tests.Views.Differential;

public sealed class RandomTests
{
    [Theory]
    [InlineData("Patient", false)]
    [InlineData("Observation", false)]
    [InlineData("Patient", true)]
    [InlineData("Observation", true)]
    public void Random_views_over_random_resources_give_what_the_FHIR_library_gives(string type, bool asLists)
    {
        using var duck = new DuckDb();
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var resources = new RandomResources(random);
                var texts = Enumerable.Range(0, 12).Select(_ => type == "Patient" ? resources.Patient() : resources.Observation()).ToList();
                var view = new RandomViews(random).View(type);
                string? difference;
                try
                {
                    difference = DifferentialCheck.Difference(duck, view, texts, asLists);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{e.GetType().Name} {e.Message}\n{view}", e);
                }

                if (difference is not null)
                {
                    throw new InvalidOperationException($"{difference}\n{view}\n{string.Join("\n", texts)}");
                }
            },
            iter: Iterations,
            threads: 1,
            seed: "0000000000002");
    }

    private static int Iterations => int.TryParse(Environment.GetEnvironmentVariable("METRICCARE_RANDOM_VIEWS"), out var count) ? count : 150;
}
