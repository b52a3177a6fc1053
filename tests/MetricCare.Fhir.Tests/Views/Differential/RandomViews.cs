using System.Text.Json.Nodes;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>Small random views: columns, iterations inside iterations, unions.</summary>
internal sealed class RandomViews(Random random)
{
    private readonly RandomPaths _paths = new(random);
    private int _columns;

    public string View(string resource)
    {
        _columns = 0;
        var selects = new JsonArray { new JsonObject { ["column"] = new JsonArray { Column("id", new("id", "id", false)) } } };
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            selects.Add((JsonNode)Select(resource, 2));
        }

        var view = new JsonObject { ["name"] = "random", ["resource"] = resource, ["select"] = selects };
        if (random.Next(3) == 0)
        {
            view["where"] = new JsonArray { new JsonObject { ["path"] = _paths.Condition(resource, 1) } };
        }

        return view.ToJsonString();
    }

    private JsonObject Select(string type, int depth)
    {
        var select = new JsonObject();
        if (random.Next(3) > 0 && _paths.Objects(type) is { } items)
        {
            select[random.Next(2) == 0 ? "forEach" : "forEachOrNull"] = items.Text;
            type = items.Type;
        }

        select["column"] = Columns(type, random.Next(1, 4));
        if (depth > 0 && random.Next(3) == 0)
        {
            select["select"] = new JsonArray { Select(type, depth - 1) };
        }

        if (depth > 0 && random.Next(3) == 0)
        {
            select["unionAll"] = Union(type, depth - 1);
        }

        return select;
    }

    // Branches give the same columns, so they are made of text alone.
    private JsonArray Union(string type, int depth)
    {
        var names = Enumerable.Range(0, random.Next(1, 3)).Select(_ => $"c{++_columns}").ToList();
        return [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (JsonNode?)Branch(type, names, depth))];
    }

    private JsonObject Branch(string type, List<string> names, int depth)
    {
        var branch = new JsonObject();
        if (random.Next(3) > 0 && _paths.Objects(type) is { } items)
        {
            branch[random.Next(2) == 0 ? "forEach" : "forEachOrNull"] = items.Text;
            type = items.Type;
        }

        if (depth > 0 && random.Next(4) == 0)
        {
            branch["unionAll"] = new JsonArray { Branch(type, names, depth - 1), Branch(type, names, depth - 1) };
            return branch;
        }

        if (depth > 0 && names.Count == 2 && random.Next(3) == 0)
        {
            branch["column"] = new JsonArray { Text(type, names[0]) };
            branch["select"] = new JsonArray { Branch(type, names[1..], depth - 1) };
            return branch;
        }

        branch["column"] = new JsonArray([.. names.Select(name => (JsonNode?)Text(type, name))]);
        return branch;
    }

    private JsonObject Text(string type, string name) =>
        Column(name, random.Next(5) == 0 ? new("%rowIndex.toString()", "string", false) : _paths.Single(type, t => t is "string" or "code" or "uri" or "id" or "date"));

    private JsonArray Columns(string type, int count) => [.. Enumerable.Range(0, count).Select(_ =>
        (JsonNode?)Column($"c{++_columns}", random.Next(8) == 0 ? new("%rowIndex", "integer", false) : _paths.Column(type)))];

    private JsonObject Column(string name, RandomPaths.Path path)
    {
        var column = new JsonObject { ["name"] = name, ["path"] = path.Text, ["type"] = path.Type };
        if (path.Many && random.Next(4) > 0)
        {
            column["collection"] = true;
        }

        return column;
    }
}
