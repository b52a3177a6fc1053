using MetricCare.Core.Relations;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>Quoting of what cannot be a parameter: names, and the paths and types of our own statements.</summary>
internal static class SqlText
{
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Name(RelationName relation) => $"{Name(relation.Schema)}.{Name(relation.Table)}";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A path in which DuckDB sees no wildcard.</summary>
    public static string Unglobbed(string path) =>
        path.IndexOfAny(['[', '*', '?']) < 0 ? path : string.Concat(path.Select(letter => letter is '[' or '*' or '?' ? $"[{letter}]" : letter.ToString()));

    /// <summary>A query inside parentheses; the line break ends a comment on its last line.</summary>
    public static string Inner(string sql) => $"(\n{sql}\n)";

    public static string Type(ColumnType type) => type switch
    {
        ColumnType.Scalar scalar => ScalarType(scalar),
        ColumnType.Decimal number => $"DECIMAL({number.Precision},{number.Scale})",
        ColumnType.List list => $"{Type(list.Item)}[]",
        ColumnType.Struct record => $"STRUCT({string.Join(", ", record.Fields.Select(field => $"{Name(field.Name)} {Type(field.Type)}"))})",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string ScalarType(ColumnType.Scalar scalar) => scalar.Name switch
    {
        "string" => "VARCHAR",
        "boolean" => "BOOLEAN",
        "int" => "INTEGER",
        "bigint" => "BIGINT",
        "double" => "DOUBLE",
        "date" => "DATE",
        "instant" => "TIMESTAMP WITH TIME ZONE",
        _ => throw new ArgumentOutOfRangeException(nameof(scalar)),
    };
}
