using MetricCare.Core.Relations;

namespace MetricCare.Core.Models.Examples;

/// <summary>Columns of relations for which nobody states a shape, guessed from the rows that worked examples give them.</summary>
internal static class ExampleShapes
{
    private static readonly Column[] Lineage =
    [
        new("source_id", ColumnType.Text),
        new("source_updated_us", ColumnType.BigInt),
        new("source_version", ColumnType.BigInt),
        new("source_file", ColumnType.Text),
        new("source_line", ColumnType.BigInt),
        new("source_sha256", ColumnType.Text),
        new("source_generation", ColumnType.Text),
    ];

    /// <summary>For each relation that some example gives rows: the columns named anywhere, plus the lineage columns for bronze.</summary>
    public static Dictionary<RelationName, RelationShape> Guess(IEnumerable<Model> models)
    {
        var columns = new Dictionary<RelationName, SortedDictionary<string, ColumnType?>>();
        foreach (var (relation, rows) in models.SelectMany(model => model.Contract.Examples).SelectMany(example => example.Given))
        {
            if (!columns.TryGetValue(relation, out var known))
            {
                columns[relation] = known = new SortedDictionary<string, ColumnType?>(StringComparer.Ordinal);
            }

            foreach (var (name, value) in rows.SelectMany(row => row))
            {
                known[name] = Wider(known.GetValueOrDefault(name), TypeOf(value));
            }
        }

        return columns.ToDictionary(pair => pair.Key, pair => Shape(pair.Key, pair.Value));
    }

    private static RelationShape Shape(RelationName relation, SortedDictionary<string, ColumnType?> known)
    {
        var columns = known.Select(pair => new Column(pair.Key, pair.Value ?? ColumnType.Text)).ToList();
        if (relation.Layer == Layer.Bronze)
        {
            columns.AddRange(Lineage.Where(column => !known.ContainsKey(column.Name)));
        }

        return new RelationShape(columns);
    }

    private static ColumnType? TypeOf(object? value) => value switch
    {
        PlainText plain => plain.OwnType,
        string => ColumnType.Text,
        IReadOnlyList<object?> items => new ColumnType.List(items.Select(TypeOf).Aggregate((ColumnType?)null, Wider) ?? ColumnType.Text),
        IReadOnlyDictionary<string, object?> map =>
            new ColumnType.Struct([.. map.Select(pair => new Column(pair.Key, TypeOf(pair.Value) ?? ColumnType.Text))]),
        _ => null,
    };

    private static ColumnType? Wider(ColumnType? left, ColumnType? right) =>
        left is null || left == right ? right ?? left
        : right is null ? left
        : IsNumber(left) && IsNumber(right) ? ColumnType.Double
        : ColumnType.Text;

    private static bool IsNumber(ColumnType type) => type == ColumnType.BigInt || type == ColumnType.Double;
}
