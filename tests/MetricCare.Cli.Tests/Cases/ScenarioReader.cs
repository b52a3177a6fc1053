using System.Globalization;
using MetricCare.Oracle;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Cli.Tests.Cases;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>
/// Reads the cases (*.yml). A file holds <c>id</c>, <c>title</c>, <c>parameters</c>, <c>facilities</c>, the resources in shorthand
/// (<c>patients</c>, <c>encounters</c>, <c>conditions</c>, <c>procedures</c>, <c>locations</c>, <c>crowd</c>) and <c>expect</c>; and <c>variants</c>, each with a
/// <c>name</c>, changes (<c>set: { encounters.a.end: 01-05 }</c>; null removes) and its own <c>expect</c>, which replaces the relations that it names.
/// </summary>
internal static class ScenarioReader
{
    private static readonly string[] Sections = ["patients", "encounters", "conditions", "procedures", "locations"];

    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["gold.fact_infection_event"] = ["condition_id"],
        ["silver.episodes"] = ["first_stay_id"],
        ["gold.fact_episode_mortality"] = ["first_stay_id"],
        ["silver.stay_encounters"] = ["encounter_id"],
        ["silver.person_members"] = ["patient_id"],
        ["measures"] = ["measure", "facility", "stratum"],
        ["los_statistics"] = ["facility", "stratum"],
    };

    /// <summary>Columns by which the expected rows of a relation are found.</summary>
    public static string[] KeyOf(string relation) => Keys.GetValueOrDefault(relation, ["stay_id"]);

    public static IEnumerable<string> Ids(string folder) => Read(folder).Select(s => s.Id);

    /// <summary>All scenarios of a folder; their files are written when <see cref="Write"/> is called.</summary>
    public static IEnumerable<(string Id, YamlMappingNode Case)> Read(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.yml").Order(StringComparer.Ordinal))
        {
            foreach (var one in YamlTree.LoadAll(file))
            {
                var id = one.Text("id") ?? throw new InvalidOperationException($"{Path.GetFileName(file)}: a case without an id.");
                yield return (id, one);
                foreach (var variant in one.Items("variants"))
                {
                    yield return ($"{id}, {variant.Text("name")}", Vary(one, variant));
                }
            }
        }
    }

    /// <summary>Writes the files of a scenario into an empty folder.</summary>
    public static Scenario Write(string id, YamlMappingNode one, string folder)
    {
        var facilities = one.Items("facilities").Select(f => new OracleFacility(f.Text("id")!, null, f.Text("zone"), f.Text("kind"))).ToList();
        var files = new ScenarioFiles(one, facilities, folder);
        return new Scenario(
            id,
            one.Get("parameters").Entries().ToDictionary(p => p.Key, p => ((YamlScalarNode)p.Value).Value!, StringComparer.Ordinal),
            facilities,
            files.WriteValueSets(),
            files.WriteResources(),
            one.Get("expect").Entries().ToDictionary(
                relation => relation.Key,
                relation => (IReadOnlyList<Row>)[.. ((YamlSequenceNode)relation.Value).Children.Select(row => Complete(relation.Key, row.Row()))],
                StringComparer.Ordinal));
    }

    // A measure without a facility is that of all of them.
    private static Dictionary<string, string?> Complete(string relation, Dictionary<string, string?> row)
    {
        if (relation == "measures")
        {
            row.TryAdd("facility", OracleMeasures.All);
            row.TryAdd("stratum", row["measure"] == "M4_LOS" ? "ACUTE" : null);
        }

        return row;
    }

    private static YamlMappingNode Vary(YamlMappingNode one, YamlNode variant)
    {
        var copy = (YamlMappingNode)Copy(one);
        foreach (var (path, value) in variant.Get("set").Entries())
        {
            Set(copy, path.Split('.'), value);
        }

        foreach (var (relation, rows) in variant.Get("expect").Entries())
        {
            ((YamlMappingNode)copy.Get("expect")!).Children[new YamlScalarNode(relation)] = rows;
        }

        return copy;
    }

    private static void Set(YamlMappingNode one, string[] path, YamlNode value)
    {
        if (path is ["parameters", var name])
        {
            var parameters = one.Get("parameters") as YamlMappingNode ?? [];
            parameters.Children[new YamlScalarNode(name)] = value;
            one.Children[new YamlScalarNode("parameters")] = parameters;
            return;
        }

        if (path is not [var section, var id, ..] || !Sections.Contains(section))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A variant changes {string.Join('.', path)}, which is no resource."));
        }

        var list = one.Get(section) as YamlSequenceNode ?? [];
        one.Children[new YamlScalarNode(section)] = list;
        var resource = (YamlMappingNode?)list.Children.SingleOrDefault(r => r.Text("id") == id);
        if (path.Length == 2 && value is YamlScalarNode)
        {
            list.Children.Remove(resource!);
            return;
        }

        if (resource is null)
        {
            list.Children.Add(resource = new YamlMappingNode("id", id));
        }

        foreach (var (field, cell) in path.Length == 2 ? value.Entries() : [KeyValuePair.Create(path[2], value)])
        {
            if (cell is YamlScalarNode { Value: "null" or "~" or "" })
            {
                resource.Children.Remove(new YamlScalarNode(field));
            }
            else
            {
                resource.Children[new YamlScalarNode(field)] = cell;
            }
        }
    }

    private static YamlNode Copy(YamlNode node) => node switch
    {
        YamlMappingNode map => new YamlMappingNode(map.Children.Where(c => ((YamlScalarNode)c.Key).Value != "variants").Select(c => KeyValuePair.Create(c.Key, Copy(c.Value)))),
        YamlSequenceNode list => new YamlSequenceNode(list.Children.Select(Copy)),
        _ => node,
    };
}
