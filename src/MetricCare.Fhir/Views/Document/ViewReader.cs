using System.Text.Json;
using System.Text.RegularExpressions;

namespace MetricCare.Fhir.Views.Document;

/// <summary>Reads a ViewDefinition and checks its structure; paths are not looked into.</summary>
internal sealed partial class ViewReader
{
    private static readonly HashSet<string> ResourceTypes = new(StringComparer.Ordinal)
    {
        "ViewDefinition",
        "http://hl7.org/fhir/uv/sql-on-fhir/StructureDefinition/ViewDefinition",
        "http://hl7.org/fhir/StructureDefinition/ViewDefinition",
        "https://sql-on-fhir.org/ig/StructureDefinition/ViewDefinition",
    };

    private static readonly string[] Iterations = ["forEach", "forEachOrNull", "repeat"];

    private readonly string _file;
    private readonly List<ViewProblem> _problems = [];
    private readonly List<string> _warnings = [];

    private ViewReader(string file) => _file = file;

    /// <exception cref="ViewException">With everything that is wrong.</exception>
    public static ViewDocument Read(ReadOnlySpan<byte> json, string file) => new ViewReader(file).Read(json);

    private ViewDocument Read(ReadOnlySpan<byte> json)
    {
        JsonDocument document;
        try
        {
            var bytes = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
            document = JsonDocument.Parse(bytes.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 128 });
        }
        catch (JsonException e)
        {
            // The reader knows no line for the one error that is not of the syntax.
            var text = e.LineNumber is { } line ? $"It is not JSON (line {line + 1})." : "A property stands twice in one object.";
            throw new ViewException(_file, null, [new("", null, null, null, text)]);
        }

        using (document)
        {
            return Read(document.RootElement);
        }
    }

    private ViewDocument Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new ViewException(_file, null, [new("", null, null, null, "It is not a JSON object.")]);
        }

        var kind = Text(root, "resourceType", "");
        if (kind is not null && !ResourceTypes.Contains(kind))
        {
            Complain("", $"resourceType is {kind}, not ViewDefinition.");
        }

        var name = Text(root, "name", "");
        if (name is not null && !Names().IsMatch(name))
        {
            Complain("name", "A name is a letter followed by letters, digits and underscores.");
        }

        var resource = Text(root, "resource", "");
        if (resource is null)
        {
            Complain("resource", "The resource type is missing.");
        }

        var constants = Constants(root);
        var conditions = Items(root, "where", "").Select(item => Condition(item.Element, item.Place)).OfType<ViewCondition>().ToList();
        var selects = Selects(root, "select", "");
        if (selects.Count == 0)
        {
            Complain("select", "There is no select.");
        }

        if (_problems.Count > 0)
        {
            throw new ViewException(_file, name, _problems);
        }

        var description = Text(root, "description", "") ?? Text(root, "title", "");
        return new(_file, name ?? Path.GetFileNameWithoutExtension(_file), resource!, description, constants, conditions, selects, _warnings);
    }

    private ViewCondition? Condition(JsonElement element, string place) =>
        Object(element, place) && Required(element, "path", place) is { } path ? new($"{place}.path", path) : null;

    private List<ViewSelect> Selects(JsonElement parent, string property, string place) =>
        [.. Items(parent, property, place).Select(item => Select(item.Element, item.Place)).OfType<ViewSelect>()];

    private ViewSelect? Select(JsonElement element, string place)
    {
        if (!Object(element, place))
        {
            return null;
        }

        Lint(element, place, "column", "select", "unionAll", "forEach", "forEachOrNull", "repeat");
        var forEach = Text(element, "forEach", place);
        var forEachOrNull = Text(element, "forEachOrNull", place);
        var repeat = new List<string>();
        foreach (var (item, itemPlace) in Items(element, "repeat", place))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                repeat.Add(item.GetString()!);
            }
            else
            {
                Complain(itemPlace, "It must be text.");
            }
        }

        var kinds = Iterations.Where(k => element.TryGetProperty(k, out _)).ToList();
        if (kinds.Count > 1)
        {
            Complain(place, $"Only one of {string.Join(", ", kinds)} may stand in a select.");
        }

        var columns = Items(element, "column", place).Select(item => Column(item.Element, item.Place)).OfType<ViewColumnNode>().ToList();
        return new(place, forEach, forEachOrNull, repeat, columns, Selects(element, "select", place), Selects(element, "unionAll", place));
    }

    private ViewColumnNode? Column(JsonElement element, string place)
    {
        if (!Object(element, place))
        {
            return null;
        }

        Lint(element, place, "path", "name", "type", "collection", "description", "tag", "tags");
        var path = Required(element, "path", place);
        var name = Required(element, "name", place);
        if (name is not null && !Names().IsMatch(name))
        {
            Complain($"{place}.name", "A column's name is a letter followed by letters, digits and underscores.", name);
        }

        var collection = false;
        if (element.TryGetProperty("collection", out var flag))
        {
            if (flag.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                collection = flag.GetBoolean();
            }
            else
            {
                Complain($"{place}.collection", "It must be true or false.", name);
            }
        }

        var type = Text(element, "type", place);
        var description = Text(element, "description", place);
        var ansi = Tag(element, place);
        return path is null || name is null ? null : new(place, path, name, type, collection, description, ansi);
    }

    private string? Tag(JsonElement column, string place)
    {
        string? ansi = null;
        foreach (var (tag, tagPlace) in Items(column, "tag", place).Concat(Items(column, "tags", place)))
        {
            if (Object(tag, tagPlace) && Required(tag, "name", tagPlace) == "ansi/type")
            {
                ansi = Required(tag, "value", tagPlace);
            }
        }

        return ansi;
    }

    private bool Object(JsonElement element, string place)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        Complain(place, "It must be an object.");
        return false;
    }

    private string? Required(JsonElement parent, string property, string place)
    {
        var text = Text(parent, property, place);
        if (text is null && !parent.TryGetProperty(property, out _))
        {
            Complain(place, $"{property} is missing.");
        }

        return text;
    }

    private string? Text(JsonElement parent, string property, string place)
    {
        if (!parent.TryGetProperty(property, out var element))
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Complain(Join(place, property), "It must be text, and not empty.");
        return null;
    }

    private List<(JsonElement Element, string Place)> Items(JsonElement parent, string property, string place)
    {
        if (!parent.TryGetProperty(property, out var element))
        {
            return [];
        }

        var list = Join(place, property);
        if (element.ValueKind == JsonValueKind.Array)
        {
            return [.. element.EnumerateArray().Select((item, i) => (item, $"{list}[{i}]"))];
        }

        Complain(list, "It must be a list.");
        return [];
    }

    private void Lint(JsonElement element, string place, params ReadOnlySpan<string> known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name)
                && property.Name is not ("id" or "extension" or "modifierExtension")
                && !property.Name.StartsWith('_'))
            {
                _warnings.Add($"{place}: '{property.Name}' is not a property of a select or column and is ignored.");
            }
        }
    }

    private void Complain(string place, string text, string? column = null) => _problems.Add(new(place, column, null, null, text));

    private static string Join(string place, string property) => place.Length == 0 ? property : $"{place}.{property}";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Names();
}
