using DuckDB.NET.Native;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.DuckDb.Values;
using static DuckDB.NET.Native.NativeMethods;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>Columns of a query, found without running it.</summary>
internal static class QueryShape
{
    /// <summary>The columns, all of types that a relation may have.</summary>
    public static RelationShape Strict(DuckDBNativeConnection connection, string sql, string subject, CancellationToken cancel) =>
        new([.. Columns(connection, sql, (name, type) => TypeMap.Of(type) is { } known
            ? new Column(name, known)
            : throw new MetricCareException(ExitCode.ModelFailed, $"{subject}: column {name} {TypeMap.Refusal(type)}."), cancel)]);

    /// <summary>The columns as the rows of a query show them, and whether each must be turned into text for that.</summary>
    public static IReadOnlyList<(Column Column, bool AsText)> Readable(DuckDBNativeConnection connection, string sql, CancellationToken cancel) =>
        Columns(
            connection,
            sql,
            (name, type) =>
            {
                var shown = TypeMap.Readable(type);
                return (new Column(name, shown), shown == ColumnType.Text && TypeMap.Of(type) is null);
            },
            cancel);

    private static List<T> Columns<T>(DuckDBNativeConnection connection, string sql, Func<string, DuckDBLogicalType, T> make, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();

        // Inside a subquery nothing but a query is accepted, and LIMIT 0 computes nothing.
        var probe = $"SELECT * FROM {SqlText.Inner(sql)} AS q LIMIT 0";
        using var prepared = Statement.Prepare(connection, probe);
        using var interrupter = new Interrupter(connection, cancel);
        var state = PreparedStatements.DuckDBExecutePrepared(prepared, out var result);
        try
        {
            if (!state.IsSuccess())
            {
                throw Statement.Failure(ref result, probe, cancel);
            }

            var columns = new List<T>();
            for (var index = 0L; index < (long)Query.DuckDBColumnCount(ref result); index++)
            {
                using var type = Query.DuckDBColumnLogicalType(ref result, index);
                columns.Add(make(Query.DuckDBColumnName(ref result, index), type));
            }

            return columns;
        }
        finally
        {
            Query.DuckDBDestroyResult(ref result);
        }
    }
}
