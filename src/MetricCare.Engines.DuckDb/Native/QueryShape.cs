using DuckDB.NET.Native;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.DuckDb.Values;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>Columns of a query, found without running it. What is not one query is refused.</summary>
internal static class QueryShape
{
    /// <summary>The columns of a relation: types that it may have, and no name twice.</summary>
    public static RelationShape Strict(DuckDBNativeConnection connection, string sql, string subject)
    {
        var columns = Columns(connection, sql, (name, type) => TypeMap.Of(type) is { } known
            ? new Column(name, known)
            : throw new MetricCareException(ExitCode.ModelFailed, $"{subject}: column {name} {TypeMap.Refusal(type)}."));
        var twice = columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new RelationShape(columns)
            : throw new MetricCareException(ExitCode.ModelFailed, $"{subject}: the query gives column {twice.Key} twice.");
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
