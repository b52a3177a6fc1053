using MetricCare.Core.Schema;

namespace MetricCare.Engines.Spark;

/// <summary>The typed read of projected JSON lines as Spark's DDL: exactly the columns of the schema, nothing inferred.</summary>
internal static class JsonLines
{
    public static string Ddl(NarrowSchema schema) => string.Join(", ", Lineage.Concat(schema.Properties.Select(property => $"{Name(property.Name)} {TypeOf(property)}")));

    private static readonly string[] Lineage =
    [
        $"{LineageColumns.Record} bigint", $"{LineageColumns.File} int", $"{LineageColumns.Line} bigint", $"{LineageColumns.Hash} string",
        $"{LineageColumns.Updated} bigint", $"{LineageColumns.Version} bigint", $"{LineageColumns.Generation} string",
    ];

    private static string TypeOf(NarrowNode node)
    {
        var item = node.Kind switch
        {
            JsonKind.Text or JsonKind.Decimal or JsonKind.Json => "string",
            JsonKind.Boolean => "boolean",
            JsonKind.Integer => "bigint",
            JsonKind.Object => $"struct<{string.Join(", ", node.Children.Select(child => $"{Name(child.Name)}: {TypeOf(child)}"))}>",
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        return node.IsList ? $"array<{item}>" : item;
    }

    private static string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
