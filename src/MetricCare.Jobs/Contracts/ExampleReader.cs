using MetricCare.Core.Models;
using MetricCare.Core.Models.Examples;
using MetricCare.Core.Relations;
using MetricCare.Jobs.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Jobs.Contracts;

/// <summary>Reads the worked examples of a contract.</summary>
internal static class ExampleReader
{
    public static WorkedExample? Read(YamlFile file, YamlNode node)
    {
        var entries = file.Entries(node, "An example", "name", "given", "expect");
        var name = entries.TryGetValue("name", out var named) ? file.Text(named, "The name of an example") : null;
        if (name is null)
        {
            if (named is null)
            {
                file.Problem(node, "An example needs a name.");
            }

            return null;
        }

        if (!entries.TryGetValue("expect", out var expect))
        {
            file.Problem(node, $"The example '{name}' needs 'expect': a list of rows, [] for none.");
            return null;
        }

        var given = new Dictionary<RelationName, IReadOnlyList<IReadOnlyDictionary<string, object?>>>();
        if (entries.TryGetValue("given", out var relations))
        {
            foreach (var (text, rows) in file.Entries(relations, "'given'"))
            {
                if (RelationName.TryParse(text, out var relation))
                {
                    given[relation] = Rows(file, rows, text);
                }
                else
                {
                    file.Problem(rows, $"'{text}' is no relation: write layer.table.");
                }
            }
        }

        return new WorkedExample(name, given, Rows(file, expect, "'expect'"));
    }

    private static List<IReadOnlyDictionary<string, object?>> Rows(YamlFile file, YamlNode node, string what) =>
        [.. file.Items(node, what).Select(row => Map(file, file.Entries(row, $"A row of {what}")))];

    private static Dictionary<string, object?> Map(YamlFile file, Dictionary<string, YamlNode> entries) =>
        entries.ToDictionary(entry => entry.Key, entry => Value(file, entry.Value), StringComparer.Ordinal);

    private static object? Value(YamlFile file, YamlNode node) => node switch
    {
        YamlSequenceNode list => list.Children.Select(item => Value(file, item)).ToList(),
        YamlMappingNode => Map(file, file.Entries(node, "A value")),
        _ when YamlFile.IsNull(node) => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } => new PlainText(text),
        YamlScalarNode { Value: { } text } => text,
        _ => null,
    };
}
