using System.Collections;
using System.Globalization;
using MetricCare.Fhir.Views;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>Short ways to write a view and to see its rows.</summary>
internal static class ViewRows
{
    // Opening one takes longer than most tests; each thread of tests keeps its own.
    private static readonly ThreadLocal<DuckDb> Duck = new(() => new DuckDb(), trackAllValues: true);

    static ViewRows() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var duck in Duck.Values)
        {
            duck.Dispose();
        }
    };

    /// <summary>Rows as <c>a | b</c>, sorted; both lowerings must agree.</summary>
    public static List<string> Of(string view, params string[] resources)
    {
        var duck = Duck.Value!;
        var compiled = ViewCompiler.Compile(view, "view.json");
        var rows = duck.Run(compiled, resources).Select(Text).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(rows, duck.RunAsLists(compiled, resources).Select(Text).Order(StringComparer.Ordinal));
        return rows;
    }

    /// <summary>The values of one path, one for each resource, in order of the resources.</summary>
    public static List<string> Path(string type, string path, params string[] resources) => Path(type, path, null, resources);

    public static List<string> Path(string type, string path, string? columnType, string[] resources)
    {
        var duck = Duck.Value!;
        var declared = columnType is null ? "" : $", \"type\": \"{columnType}\"";
        var view = ViewCompiler.Compile(
            $$"""{"resource": "{{type}}", "select": [{"column": [{"name": "x", "path": {{System.Text.Json.JsonSerializer.Serialize(path)}}{{declared}}}]}]}""",
            "view.json");
        return [.. duck.Run(view, resources).Select(Text)];
    }

    /// <summary>A view over Patient with the given selects.</summary>
    public static string Patient(string selects, string more = "") => $$"""{"name": "v", "resource": "Patient", {{more}} "select": [{{selects}}]}""";

    public static string Text(IReadOnlyList<object?> row) => string.Join(" | ", row.Select(Text));

    private static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => text,
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
