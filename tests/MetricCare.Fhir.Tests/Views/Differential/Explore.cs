using System.Text.Json.Nodes;
namespace MetricCare.Fhir.Tests.Views.Differential;
public sealed class Explore
{
    [Fact]
    public void Paths()
    {
        using var duck = new DuckDb();
        var fails = new List<string>();
        var from = int.Parse(Environment.GetEnvironmentVariable("FROM") ?? "0");
        var n = int.Parse(Environment.GetEnvironmentVariable("N") ?? "400");
        for (var seed = from; seed < from + n; seed++)
        {
            var random = new Random(seed);
            var type = seed % 2 == 0 ? "Patient" : "Observation";
            var resources = new RandomResources(random);
            var texts = Enumerable.Range(0, 20).Select(_ => type == "Patient" ? resources.Patient() : resources.Observation()).ToList();
            var p = new RandomPaths(random).Column(type, 2);
            var view = new JsonObject { ["name"] = "random", ["resource"] = type, ["select"] = new JsonArray { new JsonObject { ["column"] = new JsonArray { 
                new JsonObject { ["name"] = "id", ["path"] = "id", ["type"] = "id" },new JsonObject { ["name"] = "x", ["path"] = p.Text, ["type"] = p.Type, ["collection"] = p.Many } } } } }.ToJsonString();
            try { if (DifferentialCheck.Difference(duck, view, texts) is { } d) { fails.Add($"{seed} {p.Text}\n    {d}"); File.WriteAllText("/tmp/vx/view.json", view); File.WriteAllLines("/tmp/vx/res.ndjson", texts); } }
            catch (Exception e) { fails.Add($"{seed} {p.Text}\n   {e.GetType().Name} {e.Message}"); }
        }
        File.WriteAllText("/tmp/vx/fail.txt", $"{fails.Count} of {n}\n" + string.Join("\n", fails));
    }

    [Fact]
    public void Views()
    {
        using var duck = new DuckDb();
        var fails = new List<string>();
        var from = int.Parse(Environment.GetEnvironmentVariable("FROM") ?? "0");
        var n = int.Parse(Environment.GetEnvironmentVariable("N") ?? "400");
        for (var seed = from; seed < from + n; seed++)
        {
            var random = new Random(seed);
            var type = seed % 2 == 0 ? "Patient" : "Observation";
            var resources = new RandomResources(random);
            var texts = Enumerable.Range(0, 12).Select(_ => type == "Patient" ? resources.Patient() : resources.Observation()).ToList();
            var view = new RandomViews(random).View(type);
            foreach (var lists in new[] { false, true })
            try { if (DifferentialCheck.Difference(duck, view, texts, lists) is { } d) { fails.Add($"{seed} {lists} {view}\n    {d}"); File.WriteAllText("/tmp/vx/view.json", view); File.WriteAllLines("/tmp/vx/res.ndjson", texts); } }
            catch (Exception e) { fails.Add($"{seed} {lists} {view}\n   {e.GetType().Name} {e.Message}");  File.WriteAllText("/tmp/vx/view.json", view); File.WriteAllLines("/tmp/vx/res.ndjson", texts);}
        }
        File.WriteAllText("/tmp/vx/failv.txt", $"{fails.Count} of {n}\n" + string.Join("\n", fails));
    }
}
