using System.Text.Json.Nodes;
using MetricCare.Cli.Runs;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Core.Models;
using MetricCare.Fhir.Views;
using MetricCare.Oracle;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Pipelines.FieldCases;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>Runs a field case: the shipped views and the case's own, and the measures when it names some.</summary>
internal static class FieldCaseRun
{
    // Where the two views of a case end up.
    public const string View = "asked";
    public const string SecondView = "asked_also";

    private static readonly Dictionary<string, string> Always = new(StringComparer.Ordinal)
    {
        ["rejects"] = "select path, line, reason, element from ops.rejects",
        ["Patient"] = "select patient_id as id from bronze.patient",
        ["Encounter"] = "select encounter_id as id from bronze.encounter",
    };

    private static readonly Dictionary<string, string> WithMeasures = new(OracleShape.Questions, StringComparer.Ordinal)
    {
        ["deaths"] = "select stay_id, death_date, death_source from gold.fact_mortality",
    };

    public static async Task<(ComputedRun Run, IReadOnlyList<string> Messages)> ExecuteAsync(FieldCase one, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var detail = one.Expected;
        var views = new[] { Compile(detail["view"], View), Compile(detail["also"]?["view"], SecondView) }.OfType<CompiledView>().ToList();
        var shipped = ComputedRun.Shipped;
        var definitions = new Definitions(shipped.Folder, [.. shipped.Views, .. views], detail["measures"] is null ? new Plan([]) : shipped.Plan);
        var questions = new Dictionary<string, string>(Always, StringComparer.Ordinal);
        foreach (var (name, sql) in views.Select(view => KeyValuePair.Create(view.Name, $"select * from bronze.{view.Name}")).Concat(detail["measures"] is null ? [] : WithMeasures))
        {
            questions[name] = sql;
        }

        using var folder = new ScratchFolder();
        FieldCase.Write(files, folder.Path);
        var observer = new RecordingObserver();
        var run = await ComputedRun.ExecuteAsync(definitions, [folder.Path], Configured.Like(ParametersOf(detail["params"])), questions, observer);
        return (run, [.. observer.Messages, .. Words(run)]);
    }

    private static CompiledView? Compile(JsonNode? view, string name)
    {
        if (view is null)
        {
            return null;
        }

        var named = view.DeepClone();
        named["name"] = name;
        return ViewCompiler.Compile(named.ToJsonString(), name + ".json");
    }

    private static OracleParameters ParametersOf(JsonNode? given) => new()
    {
        AsOf = InstantPattern.ExtendedIso.Parse((string?)given?["as_of"] ?? "2025-06-30T00:00:00Z").Value,
        DataThrough = LocalDatePattern.Iso.Parse((string?)given?["data_through"] ?? "2024-12-31").Value,
        DefaultZone = (string?)given?["tz"] ?? "America/New_York",
        Profile = (string?)given?["profile"] ?? "all_payer_adult",
    };

    // All that the run's report and its table of rejects say in words.
    private static IEnumerable<string> Words(ComputedRun run) =>
    [
        .. run.Report.Rejects.Keys, .. run.Report.Ignored.Keys, .. run.Report.Inputs.Select(input => $"{input.Path} {input.Format} {input.Compression}"),
        .. run.Report.Findings.Select(finding => $"{finding.Rule} {finding.Where}"), .. run.Report.Stages.Select(stage => stage.Summary),
        .. run["rejects"].SelectMany(row => row.Values).OfType<string>(),
    ];
}
