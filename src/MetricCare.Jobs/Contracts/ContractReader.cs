using System.Text.RegularExpressions;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Jobs.Yaml;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Jobs.Contracts;

/// <summary>Reads the contract file of a model; every fault is reported with its line.</summary>
internal static partial class ContractReader
{
    public static ModelContract? Read(string path, string text, ICollection<DefinitionProblem> problems)
    {
        var own = new List<DefinitionProblem>();
        var contract = YamlFile.Read(path, text, own) is { } read ? Read(read.File, read.Root) : null;
        foreach (var problem in own)
        {
            problems.Add(problem);
        }

        return own.Count == 0 ? contract : null;
    }

    private static ModelContract? Read(YamlFile file, YamlMappingNode root)
    {
        var entries = file.Entries(root, "A contract", "grain", "key", "partition", "publish", "columns", "rules", "examples");
        foreach (var needed in new[] { "grain", "key", "columns" })
        {
            if (!entries.ContainsKey(needed))
            {
                file.Problem(root, $"The contract needs '{needed}'.");
            }
        }

        var grain = entries.TryGetValue("grain", out var node) ? file.Text(node, "'grain'") : null;
        var columns = entries.TryGetValue("columns", out node) ? Columns(file, node) : [];
        var key = entries.TryGetValue("key", out node) ? Key(file, node, Names(entries.GetValueOrDefault("columns"))) : [];
        var partition = entries.TryGetValue("partition", out node) ? Partition(file, node, columns, entries.GetValueOrDefault("columns")) : null;
        var rules = entries.TryGetValue("rules", out node) ? Named(file, node, "'rules'", Rule, rule => rule.Name) : [];
        var examples = entries.TryGetValue("examples", out node) ? Named(file, node, "'examples'", ExampleReader.Read, example => example.Name) : [];
        var isPublished = !entries.TryGetValue("publish", out node) || file.Bool(node, "'publish'") is not false;
        return grain is null ? null : new ModelContract(grain, key, columns, rules, examples) { IsPublished = isPublished, Partition = partition };
    }

    private static List<ContractColumn> Columns(YamlFile file, YamlNode node)
    {
        var columns = new List<ContractColumn>();
        foreach (var (name, definition) in file.Entries(node, "'columns'"))
        {
            if (!ColumnName().IsMatch(name))
            {
                file.Problem(definition, $"'{name}' is no column name: lower case, digits and underscores, starting with a letter.");
            }

            var entries = file.Entries(definition, $"Column {name}", "type", "means");
            var typeText = entries.TryGetValue("type", out var typed) ? file.Text(typed, $"The type of {name}") : null;
            var means = entries.TryGetValue("means", out var meant) ? file.Text(meant, $"The meaning of {name}") : null;
            if (typed is null || meant is null)
            {
                file.Problem(definition, $"Column {name} needs 'type' and 'means'.");
            }

            if (typeText is null || means is null)
            {
                continue;
            }

            if (!ColumnTypeReader.TryRead(typeText, out var type))
            {
                file.Problem(
                    typed!,
                    $"'{typeText}' is no type of column {name}: use string, boolean, int, bigint, double, date, instant, decimal(p,s), list(t) or struct(a t, b t).");
                continue;
            }

            columns.Add(new ContractColumn(name, type, means));
        }

        if (columns.Count == 0 && node is YamlMappingNode { Children.Count: 0 })
        {
            file.Problem(node, "A contract needs at least one column.");
        }

        return columns;
    }

    /// <summary>Names of the columns, the faulty ones included, so that one fault is not told twice.</summary>
    private static List<string> Names(YamlNode? columns) =>
        columns is YamlMappingNode map ? [.. map.Children.Keys.OfType<YamlScalarNode>().Select(name => name.Value ?? string.Empty)] : [];

    private static List<string> Key(YamlFile file, YamlNode node, List<string> columns)
    {
        var key = new List<string>();
        foreach (var item in file.Items(node, "'key'"))
        {
            if (file.Text(item, "A column of the key") is not { } name)
            {
                continue;
            }

            if (!columns.Contains(name))
            {
                file.Problem(item, $"The key names {name}, which is no column{NearestName.Hint(name, columns)}");
            }
            else if (key.Contains(name))
            {
                file.Problem(item, $"The key names {name} twice.");
            }
            else
            {
                key.Add(name);
            }
        }

        return key;
    }

    private static string? Partition(YamlFile file, YamlNode node, List<ContractColumn> columns, YamlNode? written)
    {
        if (file.Text(node, "'partition'") is not { } name)
        {
            return null;
        }

        var names = Names(written);
        if (!names.Contains(name))
        {
            file.Problem(node, $"The partition {name} is no column{NearestName.Hint(name, names)}");
        }
        else if (columns.Find(column => column.Name == name) is { } column && column.Type != ColumnType.Text)
        {
            file.Problem(node, $"The partition {name} is of type {column.Type}: only a string can name folders.");
        }

        return name;
    }

    private static List<T> Named<T>(YamlFile file, YamlNode node, string what, Func<YamlFile, YamlNode, T?> read, Func<T, string> name)
        where T : class
    {
        var found = new List<T>();
        foreach (var item in file.Items(node, what))
        {
            if (read(file, item) is not { } one)
            {
                continue;
            }

            if (found.Any(other => name(other) == name(one)))
            {
                file.Problem(item, $"{what} holds '{name(one)}' twice.");
            }

            found.Add(one);
        }

        return found;
    }

    private static Rule? Rule(YamlFile file, YamlNode node)
    {
        var entries = file.Entries(node, "A rule", "name", "severity", "where", "means");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in new[] { "name", "severity", "where", "means" })
        {
            if (!entries.TryGetValue(key, out var value))
            {
                file.Problem(node, $"A rule needs '{key}'.");
            }
            else if (file.Text(value, $"'{key}' of a rule") is { } text)
            {
                texts[key] = text;
            }
        }

        if (texts.Count < 4)
        {
            return null;
        }

        if (!RuleName().IsMatch(texts["name"]))
        {
            file.Problem(entries["name"], $"'{texts["name"]}' is no rule name: upper case, digits and underscores.");
        }

        Severity? severity = texts["severity"] switch
        {
            "warn" => Severity.Warn,
            "reject" => Severity.Reject,
            "fail" => Severity.Fail,
            _ => null,
        };
        if (severity is null)
        {
            file.Problem(entries["severity"], "A severity is warn, reject or fail.");
            return null;
        }

        return new Rule(texts["name"], severity.Value, texts["where"], texts["means"]);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex ColumnName();

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$")]
    private static partial Regex RuleName();
}
