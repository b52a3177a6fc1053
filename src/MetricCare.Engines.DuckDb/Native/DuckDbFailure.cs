using DuckDB.NET.Native;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>What DuckDB said, before it is cleared of values. Never leaves this assembly.</summary>
internal sealed class DuckDbFailure(DuckDBErrorType kind, string message, string sql) : Exception("DuckDB refused a statement.")
{
    public DuckDBErrorType Kind { get; } = kind;

    /// <summary>DuckDB's own words, which may quote data.</summary>
    public string Words { get; } = message;

    /// <summary>The statement.</summary>
    public string Sql { get; } = sql;
}
