using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>What a prepared statement is and gives, before it runs: entry points of the C API that DuckDB.NET 1.5.6.1 does not bind.</summary>
internal static partial class PreparedColumns
{
    private const string Library = "duckdb";

    public static bool IsQuery(DuckDBPreparedStatement prepared) => StatementType(prepared) == (int)DuckDBStatementType.Select;

    /// <summary>The columns in order. A name may come twice; the caller owns the types.</summary>
    public static IEnumerable<(string Name, DuckDBLogicalType Type)> Of(DuckDBPreparedStatement prepared)
    {
        var count = ColumnCount(prepared);
        for (var index = 0UL; index < count; index++)
        {
            yield return (Text(ColumnName(prepared, index)) ?? "", ColumnType(prepared, index));
        }
    }

    /// <summary>The name of a type that is another one underneath, such as JSON; null for the others.</summary>
    public static string? AliasOf(DuckDBLogicalType type) => Text(TypeAlias(type));

    private static string? Text(IntPtr owned)
    {
        var text = Marshal.PtrToStringUTF8(owned);
        if (owned != IntPtr.Zero)
        {
            NativeMethods.Helpers.DuckDBFree(owned);
        }

        return text;
    }

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int StatementType(DuckDBPreparedStatement prepared);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_count")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial ulong ColumnCount(DuckDBPreparedStatement prepared);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_name")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr ColumnName(DuckDBPreparedStatement prepared, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_logical_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial DuckDBLogicalType ColumnType(DuckDBPreparedStatement prepared, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_logical_type_get_alias")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr TypeAlias(DuckDBLogicalType type);
}
