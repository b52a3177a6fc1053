using DuckDB.NET.Native;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>One statement on one connection, by the C API. Blocking; a cancel ends it with <see cref="OperationCanceledException"/>.</summary>
internal static class Statement
{
    /// <summary>Runs it to its end and gives the number of rows that it made or changed.</summary>
    public static long Execute(DuckDBNativeConnection connection, string sql, IReadOnlyList<object> parameters, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var prepared = Prepare(connection, sql);
        Bind(prepared, parameters, sql);
        using var interrupter = new Interrupter(connection, cancel);
        var state = NativeMethods.PreparedStatements.DuckDBExecutePrepared(prepared, out var result);
        try
        {
            if (!state.IsSuccess())
            {
                throw Failure(ref result, sql, cancel);
            }

            return RowCount(result);
        }
        finally
        {
            NativeMethods.Query.DuckDBDestroyResult(ref result);
        }
    }

    public static long Execute(DuckDBNativeConnection connection, string sql, CancellationToken cancel) => Execute(connection, sql, [], cancel);

    public static DuckDBPreparedStatement Prepare(DuckDBNativeConnection connection, string sql)
    {
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(connection, sql, out var prepared);
        if (state.IsSuccess())
        {
            return prepared;
        }

        var words = NativeMethods.PreparedStatements.DuckDBPrepareError(prepared) ?? "";
        prepared.Dispose();
        throw new DuckDbFailure(KindOf(words), words, sql);
    }

    /// <summary>The reason why a result ended early: a cancel, or DuckDB's error.</summary>
    public static Exception Failure(ref DuckDBResult result, string sql, CancellationToken cancel)
    {
        var kind = NativeMethods.Query.DuckDBResultErrorType(ref result);
        if (kind == DuckDBErrorType.Interrupt && cancel.IsCancellationRequested)
        {
            return new OperationCanceledException(cancel);
        }

        return new DuckDbFailure(kind, NativeMethods.Query.DuckDBResultError(ref result) ?? "", sql);
    }

    private static void Bind(DuckDBPreparedStatement prepared, IReadOnlyList<object> parameters, string sql)
    {
        for (var index = 0; index < parameters.Count; index++)
        {
            using var value = ValueOf(parameters[index]);
            if (!NativeMethods.PreparedStatements.DuckDBBindValue(prepared, index + 1, value).IsSuccess())
            {
                throw new DuckDbFailure(DuckDBErrorType.Internal, "A parameter was refused.", sql);
            }
        }
    }

    private static DuckDBValue ValueOf(object parameter)
    {
        switch (parameter)
        {
            case string text:
                return NativeMethods.Value.DuckDBCreateVarchar(text);
            case long number:
                return NativeMethods.Value.DuckDBCreateInt64(number);
            case IReadOnlyList<string> texts:
                var items = texts.Select(NativeMethods.Value.DuckDBCreateVarchar).ToArray();
                using (var type = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar))
                {
                    var list = NativeMethods.Value.DuckDBCreateListValue(type, items, items.Length);
                    Array.ForEach(items, item => item.Dispose());
                    return list;
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(parameter));
        }
    }

    private static long RowCount(DuckDBResult result)
    {
        if (NativeMethods.Query.DuckDBResultReturnType(result) == DuckDBResultType.ChangedRows)
        {
            return NativeMethods.Query.DuckDBRowsChanged(ref result);
        }

        using var chunk = NativeMethods.Query.DuckDBFetchChunk(result);
        if (chunk.IsInvalid || NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk) != 1
            || NativeMethods.Query.DuckDBColumnType(ref result, 0) != DuckDBType.BigInt)
        {
            return 0;
        }

        unsafe
        {
            return *(long*)NativeMethods.Vectors.DuckDBVectorGetData(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, 0));
        }
    }

    /// <summary>Errors of the parser and the binder carry no type of their own, only a prefix.</summary>
    private static DuckDBErrorType KindOf(string words)
    {
        var colon = words.IndexOf(" Error:", StringComparison.Ordinal);
        var name = colon < 0 ? "" : words[..colon].Replace(" ", "", StringComparison.Ordinal);
        return name switch
        {
            "IO" => DuckDBErrorType.Io,
            "INTERRUPT" => DuckDBErrorType.Interrupt,
            _ => Enum.TryParse<DuckDBErrorType>(name, ignoreCase: true, out var kind) ? kind : DuckDBErrorType.Invalid,
        };
    }
}
