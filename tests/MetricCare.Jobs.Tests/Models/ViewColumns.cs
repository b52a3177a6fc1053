using System.Text.Json;
using MetricCare.Core.Relations;

namespace MetricCare.Jobs.Tests.Models;

/// <summary>The columns that a ViewDefinition declares, in order, with the lineage columns that every bronze table has.</summary>
/// <remarks>Only what worked examples need; the compiler of views has the last word on types.</remarks>
internal static class ViewColumns
{
    public static RelationShape Read(string viewText)
    {
        var columns = new List<Column>();
        using var view = JsonDocument.Parse(viewText);
        Select(view.RootElement, columns);
        return new RelationShape(
        [
            .. columns.DistinctBy(column => column.Name),
            new("source_file", ColumnType.Text),
            new("source_line", ColumnType.BigInt),
            new("source_sha256", ColumnType.Text),
            new("source_generation", ColumnType.Text),
        ]);
    }

    private static void Select(JsonElement node, List<Column> columns)
    {
        foreach (var column in Items(node, "column"))
        {
            columns.Add(new Column(column.GetProperty("name").GetString()!, TypeOf(column)));
        }

        foreach (var inner in Items(node, "select").Concat(Items(node, "unionAll")))
        {
            Select(inner, columns);
        }
    }

    private static ColumnType TypeOf(JsonElement column)
    {
        ColumnType type = (column.TryGetProperty("type", out var named) ? named.GetString() : null) switch
        {
            "boolean" => ColumnType.Boolean,
            "integer" or "positiveInt" or "unsignedInt" => ColumnType.Int,
            "integer64" => ColumnType.BigInt,
            _ => ColumnType.Text,
        };
        return column.TryGetProperty("collection", out var many) && many.GetBoolean() ? new ColumnType.List(type) : type;
    }

    private static List<JsonElement> Items(JsonElement node, string name) =>
        node.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];
}
