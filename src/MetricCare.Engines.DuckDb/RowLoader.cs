using DuckDB.NET.Native;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Engines.DuckDb.Native;
using MetricCare.Engines.DuckDb.Values;
using static DuckDB.NET.Native.NativeMethods;

namespace MetricCare.Engines.DuckDb;

/// <summary>Makes a table of rows from .NET, by way of DuckDB's vectors: no value passes through SQL text.</summary>
internal static class RowLoader
{
    private const int ChunkSize = 2048;

    public static void Load(
        DuckDBNativeConnection connection, RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel) =>
        Relations.Replace(
            connection,
            relation,
            () =>
            {
                var columns = shape.Columns.Select(column => $"{SqlText.Name(column.Name)} {SqlText.Type(column.Type)}");
                Statement.Execute(connection, $"CREATE TABLE {SqlText.Name(relation)} ({string.Join(", ", columns)})", cancel);
                Append(connection, relation, shape, rows, cancel);
            },
            cancel);

    private static void Append(
        DuckDBNativeConnection connection, RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        var created = Appender.DuckDBAppenderCreate(connection, relation.Schema, relation.Table, out var appender);
        using (appender)
        {
            Check(created, appender);
            var types = Enumerable.Range(0, shape.Columns.Count).Select(index => Appender.DuckDBAppenderColumnType(appender, (ulong)index)).ToArray();
            try
            {
                foreach (var chunk in rows.Chunk(ChunkSize))
                {
                    cancel.ThrowIfCancellationRequested();
                    Append(appender, types, relation, shape, chunk);
                }

                Check(Appender.DuckDBAppenderClose(appender), appender);
            }
            finally
            {
                foreach (var type in types)
                {
                    type.Dispose();
                }
            }
        }
    }

    private static void Append(
        DuckDBAppender appender, DuckDBLogicalType[] types, RelationName relation, RelationShape shape, IReadOnlyList<object?>[] rows)
    {
        using var chunk = DataChunks.DuckDBCreateDataChunk([.. types.Select(type => type.DangerousGetHandle())], (ulong)types.Length);
        for (var index = 0; index < types.Length; index++)
        {
            var column = shape.Columns[index];
            var values = new object?[rows.Length];
            for (var row = 0; row < rows.Length; row++)
            {
                values[row] = rows[row].Count == types.Length
                    ? rows[row][index]
                    : throw new MetricCareException(
                        ExitCode.DefinitionInvalid, $"A row for {relation} has {rows[row].Count} values; the relation has {types.Length} columns.");
            }

            VectorWriter.Write(DataChunks.DuckDBDataChunkGetVector(chunk, index), column.Type, values, $"{relation}.{column.Name}");
        }

        DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)rows.Length);
        Check(Appender.DuckDBAppendDataChunk(appender, chunk), appender);
    }

    private static void Check(DuckDBState state, DuckDBAppender appender)
    {
        if (!state.IsSuccess())
        {
            using var error = Appender.DuckDBAppenderErrorData(appender);
            throw new DuckDbFailure(ErrorData.DuckDBErrorDataErrorType(error), ErrorData.DuckDBErrorDataMessage(error) ?? "", "");
        }
    }
}
