using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Jobs.Yaml;

/// <summary>A YAML file as nodes with positions: one document, a map at its root, no key twice.</summary>
internal sealed class YamlFile
{
    private readonly ICollection<DefinitionProblem> problems;

    private YamlFile(string file, ICollection<DefinitionProblem> problems)
    {
        File = file;
        this.problems = problems;
    }

    public string File { get; }

    /// <summary>Reads a text; null, and a problem, when it is no such YAML. An empty file is an empty map.</summary>
    public static (YamlFile File, YamlMappingNode Root)? Read(string file, string text, ICollection<DefinitionProblem> problems)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StringReader(text);
            stream.Load(reader);
        }
        catch (YamlException wrong)
        {
            problems.Add(new DefinitionProblem(file, (int)wrong.Start.Line, $"This is no valid YAML: {Sentence(wrong.Message)}"));
            return null;
        }

        var result = new YamlFile(file, problems);
        switch (stream.Documents)
        {
            case []:
                return (result, new YamlMappingNode());
            case [{ RootNode: YamlMappingNode root }]:
                return (result, root);
            case [{ RootNode: var other }]:
                result.Problem(other, "The file must be a map of keys at its top.");
                return null;
            default:
                result.Problem(stream.Documents[1].RootNode, "The file must hold one YAML document.");
                return null;
        }
    }

    public void Problem(YamlNode at, string message) => problems.Add(new DefinitionProblem(File, (int)at.Start.Line, message));

    /// <summary>The entries of a map by key, after refusing keys that are not among the known ones.</summary>
    public Dictionary<string, YamlNode> Entries(YamlNode node, string what, params string[] known)
    {
        var entries = Entries(node, what);
        foreach (var (key, value) in entries)
        {
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                Problem(value, $"{what} has no key '{key}'{Core.Models.NearestName.Hint(key, known)}");
            }
        }

        return entries;
    }

    /// <summary>The entries of a map by key, whatever the keys are; empty, and a problem, when the node is no map.</summary>
    public Dictionary<string, YamlNode> Entries(YamlNode node, string what)
    {
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode map)
        {
            Problem(node, $"{what} must be a map of keys.");
            return entries;
        }

        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode { Value: { } name })
            {
                entries[name] = value;
            }
            else
            {
                Problem(key, $"A key of {what} must be a plain name.");
            }
        }

        return entries;
    }

    /// <summary>The items of a list; empty, and a problem, when the node is none.</summary>
    public IReadOnlyList<YamlNode> Items(YamlNode node, string what)
    {
        if (node is YamlSequenceNode list)
        {
            return [.. list.Children];
        }

        Problem(node, $"{what} must be a list.");
        return [];
    }

    /// <summary>The text of a scalar that is not null; null, and a problem, otherwise.</summary>
    public string? Text(YamlNode node, string what)
    {
        if (node is YamlScalarNode { Value: { } text } scalar && !IsNull(scalar))
        {
            return text;
        }

        Problem(node, $"{what} must be a text.");
        return null;
    }

    public int? Int(YamlNode node, string what)
    {
        if (node is YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text }
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Problem(node, $"{what} must be a whole number.");
        return null;
    }

    public bool? Bool(YamlNode node, string what)
    {
        if (node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar)
        {
            return scalar.Value == "true";
        }

        Problem(node, $"{what} must be true or false.");
        return null;
    }

    public static bool IsNull(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
