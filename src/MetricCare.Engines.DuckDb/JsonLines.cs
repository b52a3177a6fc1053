using DuckDB.NET.Native;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;
using MetricCare.Engines.DuckDb.Native;

namespace MetricCare.Engines.DuckDb;

/// <summary>The typed read of projected JSON lines: exactly the columns of the schema, nothing inferred.</summary>
internal static class JsonLines
{
    public static long Read(
        DuckDBNativeConnection connection, RelationName relation, NarrowSchema schema, IReadOnlyList<string> files, CancellationToken cancel)
    {
        var rows = 0L;
        Relations.Replace(connection, relation, () => rows = Make(connection, relation, Columns(schema).ToList(), files, cancel), cancel);
        return rows;
    }

    private static long Make(
        DuckDBNativeConnection connection, RelationName relation, List<(string Name, string Type)> columns, IReadOnlyList<string> files, CancellationToken cancel)
    {
        if (files.Count == 0)
        {
            var empty = columns.Select(column => $"{SqlText.Name(column.Name)} {column.Type}");
            return Statement.Execute(connection, $"CREATE TABLE {SqlText.Name(relation)} ({string.Join(", ", empty)})", cancel);
        }

        var map = string.Join(", ", columns.Select(column => $"{SqlText.Literal(column.Name)}: {SqlText.Literal(column.Type)}"));
        var longest = LongestLine.Bound(files, cancel);
        return Statement.Execute(
            connection,
            $"CREATE TABLE {SqlText.Name(relation)} AS SELECT * FROM read_ndjson(?, columns = {{{map}}}, maximum_object_size = {longest})",
            [files.Select(file => SqlText.Unglobbed(Path.GetFullPath(file))).ToList()],
            cancel);
    }

    private static IEnumerable<(string Name, string Type)> Columns(NarrowSchema schema)
    {
        yield return (LineageColumns.Record, "BIGINT");
        yield return (LineageColumns.File, "INTEGER");
        yield return (LineageColumns.Line, "BIGINT");
        yield return (LineageColumns.Hash, "VARCHAR");
        yield return (LineageColumns.Updated, "BIGINT");
        yield return (LineageColumns.Version, "BIGINT");
        yield return (LineageColumns.Generation, "VARCHAR");
        foreach (var property in schema.Properties)
        {
            yield return (property.Name, TypeOf(property));
        }
    }

    private static string TypeOf(NarrowNode node)
    {
        var item = node.Kind switch
        {
            JsonKind.Text or JsonKind.Decimal or JsonKind.Json => "VARCHAR",
            JsonKind.Boolean => "BOOLEAN",
            JsonKind.Integer => "BIGINT",
            JsonKind.Object => $"STRUCT({string.Join(", ", node.Children.Select(child => $"{SqlText.Name(child.Name)} {TypeOf(child)}"))})",
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        return node.IsList ? item + "[]" : item;
    }
}
