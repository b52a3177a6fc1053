using YamlDotNet.RepresentationModel;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>Reading of YAML that may lack anything.</summary>
internal static class YamlTree
{
    public static YamlMappingNode Load(string file) => LoadAll(file).Single();

    /// <summary>The documents of a file, which "---" separates.</summary>
    public static IEnumerable<YamlMappingNode> LoadAll(string file)
    {
        using var reader = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents.Select(document => (YamlMappingNode)document.RootNode);
    }

    public static YamlNode? Get(this YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(this YamlNode? node, string key) => (node.Get(key) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> Items(this YamlNode? node, string key) => node.Get(key) switch
    {
        YamlSequenceNode list => list.Children,
        null => [],
        var one => [one],
    };

    public static IEnumerable<KeyValuePair<string, YamlNode>> Entries(this YamlNode? node) =>
        node is YamlMappingNode map ? map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, pair.Value)) : [];

    /// <summary>A flat mapping as a row of text cells.</summary>
    public static Dictionary<string, string?> Row(this YamlNode node) =>
        node.Entries().Where(pair => pair.Value is YamlScalarNode).ToDictionary(pair => pair.Key, pair => CellText.OfExpected(((YamlScalarNode)pair.Value).Value), StringComparer.Ordinal);
}
