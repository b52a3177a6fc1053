using DuckDB.NET.Native;
using MetricCare.Core.Engines;
using MetricCare.Core.Relations;
using MetricCare.Engines.DuckDb.Native;

namespace MetricCare.Engines.DuckDb;

/// <summary>Making, replacing and dropping of relations: tables in memory, or views over Parquet files.</summary>
internal static class Relations
{
    private const string FileName = "part-0.parquet";

    /// <summary>Keeps the rows in memory and, when a folder is named, writes them there as well.</summary>
    /// <remarks>The text is planned once, and what reads the relation later opens no file: for small relations that is most of the time.</remarks>
    public static BuildResult BuildTable(
        DuckDBNativeConnection connection, RelationName relation, string sql, string? folder, CancellationToken cancel)
    {
        // Under another name first, because the query may read the relation that it replaces.
        var made = new RelationName(relation.Layer, relation.Table + "_made");
        try
        {
            var rows = Statement.Execute(connection, $"CREATE OR REPLACE TABLE {SqlText.Name(made)} AS {SqlText.Inner(sql)}", cancel);
            var all = $"SELECT * FROM {SqlText.Name(made)}";
            var (shape, stored) = QueryShape.Stored(connection, all, relation.ToString());
            if (stored != all)
            {
                Statement.Execute(connection, $"CREATE OR REPLACE TABLE {SqlText.Name(made)} AS {SqlText.Inner(stored)}", cancel);
            }

            var bytes = folder is null ? 0 : Write(connection, all, folder, cancel).Bytes;
            Replace(
                connection,
                relation,
                () => Statement.Execute(connection, $"ALTER TABLE {SqlText.Name(made)} RENAME TO {SqlText.Name(relation.Table)}", cancel),
                cancel);
            return new BuildResult(rows, bytes, shape);
        }
        catch
        {
            Statement.Execute(connection, $"DROP TABLE IF EXISTS {SqlText.Name(made)}", CancellationToken.None);
            throw;
        }
    }

    /// <summary>Writes the rows and reads them from there from then on, so that memory does not grow with them.</summary>
    public static BuildResult BuildParquet(
        DuckDBNativeConnection connection, RelationName relation, string sql, string folder, CancellationToken cancel)
    {
        var (shape, stored) = QueryShape.Stored(connection, sql, relation.ToString());
        var (rows, bytes) = Write(connection, stored, folder, cancel);
        Attach(connection, relation, folder, cancel);
        return new BuildResult(rows, bytes, shape);
    }

    private static (long Rows, long Bytes) Write(DuckDBNativeConnection connection, string sql, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(Path.GetFullPath(folder), FileName);
        var unfinished = file + ".unfinished";
        try
        {
            var rows = Statement.Execute(connection, $"COPY {SqlText.Inner(sql)} TO ? (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)", [unfinished], cancel);
            File.Move(unfinished, file, overwrite: true);
            return (rows, new FileInfo(file).Length);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public static void Attach(DuckDBNativeConnection connection, RelationName relation, string folder, CancellationToken cancel)
    {
        // A view cannot take parameters; the path is the program's own and is quoted.
        var files = SqlText.Literal(Path.Combine(SqlText.Unglobbed(Path.GetFullPath(folder)), "*.parquet"));
        Replace(
            connection,
            relation,
            () => Statement.Execute(connection, $"CREATE VIEW {SqlText.Name(relation)} AS SELECT * FROM read_parquet({files})", cancel),
            cancel);
    }

    public static void Drop(DuckDBNativeConnection connection, RelationName relation, CancellationToken cancel)
    {
        var kind = Statement.Execute(
            connection,
            "SELECT count(*) + 1 FROM duckdb_views() WHERE schema_name = ? AND view_name = ? AND NOT internal",
            [relation.Schema, relation.Table],
            cancel) > 1 ? "VIEW" : "TABLE";
        Statement.Execute(connection, $"DROP {kind} IF EXISTS {SqlText.Name(relation)}", cancel);
    }

    /// <summary>Makes a relation in place of one of the same name, table or view, or changes nothing.</summary>
    public static void Replace(DuckDBNativeConnection connection, RelationName relation, Action make, CancellationToken cancel)
    {
        Statement.Execute(connection, "BEGIN TRANSACTION", cancel);
        try
        {
            Drop(connection, relation, cancel);
            make();
            Statement.Execute(connection, "COMMIT", cancel);
        }
        catch
        {
            Statement.Execute(connection, "ROLLBACK", CancellationToken.None);
            throw;
        }
    }
}
