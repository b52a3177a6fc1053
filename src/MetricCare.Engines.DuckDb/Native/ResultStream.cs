using DuckDB.NET.Native;
using MetricCare.Engines.DuckDb.Values;
using static DuckDB.NET.Native.NativeMethods;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>The rows of a query, chunk by chunk, with bounded memory. The end of the rows is told from an error by asking for the error.</summary>
internal sealed class ResultStream : IDisposable
{
    private readonly string _sql;
    private readonly CancellationToken _cancel;
    private readonly DuckDBNativeConnection _connection;
    private readonly DuckDBPreparedStatement _prepared;
    private readonly VectorReader[] _columns;
    private DuckDBResult _result;

    public ResultStream(DuckDBNativeConnection connection, string sql, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _sql = sql;
        _cancel = cancel;
        _connection = connection;
        _prepared = Statement.Prepare(connection, sql);
        try
        {
            using var interrupter = new Interrupter(connection, cancel);
            if (!PreparedStatements.DuckDBExecutePreparedStreaming(_prepared, out _result).IsSuccess())
            {
                throw Statement.Failure(ref _result, sql, cancel);
            }

            _columns = new VectorReader[(int)Query.DuckDBColumnCount(ref _result)];
            for (var index = 0; index < _columns.Length; index++)
            {
                using var type = Query.DuckDBColumnLogicalType(ref _result, index);
                _columns[index] = VectorReader.For(type);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The next rows; null at the end.</summary>
    public IReadOnlyList<object?[]>? Next()
    {
        _cancel.ThrowIfCancellationRequested();
        using var interrupter = new Interrupter(_connection, _cancel);
        using var chunk = StreamingResult.DuckDBStreamFetchChunk(_result);
        if (chunk.IsInvalid)
        {
            return Query.DuckDBResultErrorType(ref _result) == DuckDBErrorType.Invalid && string.IsNullOrEmpty(Query.DuckDBResultError(ref _result))
                ? null
                : throw Statement.Failure(ref _result, _sql, _cancel);
        }

        var rows = new object?[checked((int)DataChunks.DuckDBDataChunkGetSize(chunk))][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new object?[_columns.Length];
        }

        for (var index = 0; index < _columns.Length; index++)
        {
            _columns[index].Bind(DataChunks.DuckDBDataChunkGetVector(chunk, index));
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row][index] = _columns[index].Read((ulong)row);
            }
        }

        return rows;
    }

    public void Dispose()
    {
        Query.DuckDBDestroyResult(ref _result);
        _prepared.Dispose();
    }
}
