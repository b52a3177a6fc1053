using DuckDB.NET.Native;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.DuckDb.Values;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>Columns of a query, found without running it. What is not one query is refused.</summary>
internal static class QueryShape
{
    /// <summary>The columns of a relation: types that it may have, and no name twice.</summary>
    public static RelationShape Strict(DuckDBNativeConnection connection, string sql, string subject) => Stored(connection, sql, subject).Shape;

    /// <summary>The columns of a relation, and the query with each column in the form in which its type is stored.</summary>
    public static (RelationShape Shape, string Sql) Stored(DuckDBNativeConnection connection, string sql, string subject)
    {
        var columns = Columns(connection, sql, (name, type) => TypeMap.Of(type) is { } known
            ? (Column: new Column(name, known), IsExact: TypeMap.IsExact(type))
            : throw new MetricCareException(ExitCode.ModelFailed, $"{subject}: column {name} {TypeMap.Refusal(type)}."));
        if (columns.GroupBy(column => column.Column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new MetricCareException(ExitCode.ModelFailed, $"{subject}: the query gives column {twice.Key} twice.");
        }

        var shape = new RelationShape([.. columns.Select(column => column.Column)]);
        if (columns.All(column => column.IsExact))
        {
            return (shape, sql);
        }

        var stored = columns.Select(column => column.IsExact
            ? SqlText.Name(column.Column.Name)
            : $"CAST({SqlText.Name(column.Column.Name)} AS {SqlText.Type(column.Column.Type)}) AS {SqlText.Name(column.Column.Name)}");
        return (shape, $"SELECT {string.Join(", ", stored)} FROM {SqlText.Inner(sql)} AS q");
    }

    /// <summary>The columns as the rows of a query show them, and whether each must be turned into text for that.</summary>
    public static IReadOnlyList<(Column Column, bool AsText)> Readable(DuckDBNativeConnection connection, string sql) =>
        Columns(connection, sql, (name, type) =>
        {
            var shown = TypeMap.Readable(type);
            return (new Column(name, shown), shown == ColumnType.Text && TypeMap.Of(type) is null);
        });

    private static List<T> Columns<T>(DuckDBNativeConnection connection, string sql, Func<string, DuckDBLogicalType, T> make)
    {
        using var prepared = Statement.Prepare(connection, sql);
        if (!PreparedColumns.IsQuery(prepared))
        {
            throw new DuckDbFailure(DuckDBErrorType.Parser, "This is not a query.", sql);
        }

        var columns = new List<T>();
        foreach (var (name, type) in PreparedColumns.Of(prepared))
        {
            using (type)
            {
                columns.Add(make(name, type));
            }
        }

        return columns;
    }
}
