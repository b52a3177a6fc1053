using System.Text.Json.Nodes;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Oracle;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Cli.Tests.Pipelines;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>
/// Cases that ask the same question of the data, run as one: every id of a case gets a prefix of its own, and loses it again in the case's rows.
/// A case that looks at ids or at the whole population runs alone, with its ids as they are.
/// </summary>
internal sealed class ScenarioBatch
{
    private readonly Lazy<Task<ComputedRun>> _run;
    private readonly IReadOnlyList<(string Id, YamlMappingNode Case)> _members;

    private ScenarioBatch(IReadOnlyList<(string Id, YamlMappingNode Case)> members)
    {
        _members = members;
        _run = new Lazy<Task<ComputedRun>>(RunAsync);
    }

    /// <summary>The batch of each case.</summary>
    public static readonly Lazy<IReadOnlyDictionary<string, ScenarioBatch>> Of = new(() => ScenarioReader.Read(Repository.CasesFolder)
        .GroupBy(one => KeyOf(one.Id, one.Case), StringComparer.Ordinal)
        .Select(group => new ScenarioBatch([.. group]))
        .SelectMany(batch => batch._members.Select(member => (member.Id, batch)))
        .ToDictionary(pair => pair.Id, pair => pair.batch, StringComparer.Ordinal));

    /// <summary>The rows of each relation that belong to the case, as if it had run alone.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Row>>> RowsOfAsync(string id)
    {
        var run = await _run.Value;
        var prefix = PrefixOf(id);
        return run.Answers.ToDictionary(
            answer => answer.Key,
            answer => (IReadOnlyList<Row>)[.. answer.Value.Where(row => prefix.Length == 0 || row.Values.Any(cell => cell?.Contains(prefix, StringComparison.Ordinal) == true)).Select(row => Strip(row, prefix))],
            StringComparer.Ordinal);
    }

    private static Row Strip(Row row, string prefix) =>
        prefix.Length == 0 ? row : row.ToDictionary(cell => cell.Key, cell => cell.Value?.Replace(prefix, "", StringComparison.Ordinal), StringComparer.Ordinal);

    private string PrefixOf(string id) =>
        _members.Count == 1 ? string.Empty : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s{_members.TakeWhile(member => member.Id != id).Count():000}.");

    // The parameters, and whether there is a map to CCS. Draws look at ids; a fallback looks at everything.
    private static string KeyOf(string id, YamlMappingNode one)
    {
        var alone = one.Get("expect").Items("gold.fact_mortality").Any(row => row.Text("m2b_drawn") is not null)
            || one.Get("expect").Items("measures").Any(row => row.Text("measure") == "M2B")
            || one.Items("encounters").Any(encounter => encounter.Text("at") is null)
            || one.Get("parameters").Text("data_through") == "null";
        var hasMap = one.Items("encounters").Concat(one.Items("procedures")).Any(resource => resource.Text("ccs") is not null);
        return alone ? id : $"{hasMap} {string.Join(' ', one.Get("parameters").Entries().OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"))}";
    }

    private async Task<ComputedRun> RunAsync()
    {
        using var folder = new ScratchFolder();
        var facilities = new List<OracleFacility>();
        var maps = new SortedSet<string>(StringComparer.Ordinal);
        var sources = new List<string>();
        OracleParameters? parameters = null;
        foreach (var (id, one) in _members)
        {
            var prefix = PrefixOf(id);
            var home = Directory.CreateDirectory(Path.Combine(folder.Path, "case-" + (prefix.Length == 0 ? "alone" : prefix))).FullName;
            var scenario = ScenarioReader.Write(id, one, home);
            parameters = ScenarioTests.ParametersOf(scenario, Repository.Shared("value-sets", "vs_infection.csv"), Repository.Shared("value-sets", "vs_infection_snomed.csv"));
            facilities.AddRange(scenario.Facilities.Select(facility => facility with { Id = prefix + facility.Id }));
            maps.UnionWith(scenario.ExtraValueSets.SelectMany(File.ReadLines).Skip(1));
            foreach (var file in scenario.Files)
            {
                File.WriteAllLines(file, File.ReadLines(file).Select(line => WithPrefix(line, prefix)).ToList());
                sources.Add(file);
            }
        }

        return await ComputedRun.ExecuteAsync([folder.Path], Configured.Like(parameters! with { Facilities = facilities, ValueSetFiles = [.. parameters.ValueSetFiles.Where(IsShipped), .. Map(maps, folder.Path)] }));
    }

    private static bool IsShipped(string file) => Path.GetFileName(file).StartsWith("vs_", StringComparison.Ordinal);

    // One map of all the cases, beside the resources: a case names the same category by the same code as another.
    private static IEnumerable<string> Map(SortedSet<string> lines, string folder)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "maps")).FullName, "ccs.csv");
        File.WriteAllLines(file, ["value_set,version,system,code,match,group,source,licence", .. lines]);
        return [file];
    }

    private static string WithPrefix(string line, string prefix)
    {
        if (prefix.Length == 0)
        {
            return line;
        }

        var resource = JsonNode.Parse(line)!;
        resource["id"] = prefix + (string)resource["id"]!;
        Rename(resource, prefix);
        return resource.ToJsonString();
    }

    private static void Rename(JsonNode? node, string prefix)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                {
                    Rename(item, prefix);
                }

                break;
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    if (name == "reference")
                    {
                        map[name] = ((string)value!).Replace("/", "/" + prefix, StringComparison.Ordinal);
                    }
                    else
                    {
                        Rename(value, prefix);
                    }
                }

                break;
        }
    }
}
