using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MetricCare.Cli.Runs;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Cli.Tests.Pipelines;
using MetricCare.Cli.Tests.Pipelines.FieldCases;
using MetricCare.Core.Relations;
using MetricCare.Engines.Spark.Tests;
using MetricCare.Fhir.Views;
using MetricCare.Jobs.Configuration;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>Every table of every data set holds the same rows on DuckDB and on Spark.</summary>
public sealed partial class ParityTests(SparkJvm jvm)
{
    private const int FieldCases = 18;

    /// <remarks>In one run: their resources have nothing to do with each other, and most of a run's time does not depend on the number of patients.</remarks>
    [Fact]
    public async Task The_sample_the_ten_patients_the_development_population_and_the_field_cases_give_the_same_rows_on_both_engines()
    {
        jvm.Require();
        using var folder = new ScratchFolder();
        var views = new List<CompiledView>();
        foreach (var number in Enumerable.Range(1, FieldCases))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"FC-{number:00}");
            var one = FieldCase.Load(id);
            FieldCase.Write([.. one.Files.Select(file => (file.Name, Apart(file.Content, id.ToLowerInvariant())))], Path.Combine(folder.Path, id));
            var name = id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
            views.AddRange(new[] { one.Expected["view"], one.Expected["also"]?["view"] }.OfType<JsonObject>().Select((view, at) => Named(view, $"{name}_{at}")));
        }

        var shipped = Twins.Definitions;
        var rows = await Twins.AssertSameAsync(
            new Definitions(shipped.Folder, [.. shipped.Views, .. views], shipped.Plan),
            [folder.Path, Path.Combine(Repository.SampleData, "fhir"), Repository.Shared("fhir-samples", "synthea-10"), Repository.Shared("fhir-samples", "synthea-dev")],
            RunConfigurationLoader.Load(Path.Combine(Repository.SampleData, "metriccare.yml"), new RunOverrides(null, null, "America/New_York", null), StoppedClock.Instance));
        Assert.All(views, view => Assert.InRange(rows[new RelationName(Layer.Bronze, view.Name)], 1, 1000));
    }

    // Of the cases' own resources: those of the development population have ids of 36 signs.
    private static CompiledView Named(JsonObject view, string name)
    {
        var named = view.DeepClone();
        named["name"] = name;
        if (named["where"] is not JsonArray conditions)
        {
            named["where"] = conditions = [];
        }

        conditions.Add(new JsonObject { ["path"] = "id.length() < 36" });
        return ViewCompiler.Compile(named.ToJsonString(), name + ".json");
    }

    // The cases call their patients and stays by the same short names; here they come together. What is packed stays as it is.
    private static byte[] Apart(byte[] content, string id) => content is [0x1f, 0x8b, ..]
        ? content
        : Encoding.Latin1.GetBytes(ShortNames().Replace(Encoding.Latin1.GetString(content), $"{id}-$0"));

    [GeneratedRegex("""(?<=["/])(?:[a-z]\d|p-(?:old|new))(?=["/])""")]
    private static partial Regex ShortNames();
}
