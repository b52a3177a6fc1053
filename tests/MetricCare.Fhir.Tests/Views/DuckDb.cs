using DuckDB.NET.Data;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>A DuckDB in memory, with <c>raw</c> relations read as the engine reads them.</summary>
public sealed class DuckDb : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly string _folder = Directory.CreateTempSubdirectory("metriccare-views-").FullName;
    private int _files;

    public DuckDb()
    {
        _connection.Open();
        Execute("SET threads=2");
        Execute("SET TimeZone='UTC'");
        Execute("CREATE SCHEMA raw");
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public string Folder => _folder;

    /// <summary>Reads resources (JSON texts) as the schema says and runs the view over them.</summary>
    public List<IReadOnlyList<object?>> Run(CompiledView view, IEnumerable<string> resources, bool lineage = false)
    {
        Load(view.Schema, resources);
        return Query(view.ToSql(SqlDialect.DuckDb, lineage));
    }

    public List<IReadOnlyList<object?>> RunAsLists(CompiledView view, IEnumerable<string> resources)
    {
        Load(view.Schema, resources);
        return Query(view.ToListSql(SqlDialect.DuckDb));
    }

    public void Load(NarrowSchema schema, IEnumerable<string> resources)
    {
        var file = Path.Combine(_folder, $"{++_files}.ndjson");
        File.WriteAllLines(file, ProjectedLines.Of(resources, schema));
        Execute($"CREATE OR REPLACE TABLE raw.\"{schema.ResourceType}\" AS SELECT * FROM read_ndjson('{file}', columns = {{{Columns(schema)}}})");
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<IReadOnlyList<object?>> Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyList<object?>>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static string Columns(NarrowSchema schema) => string.Join(", ",
        schema.Properties.Select(p => $"\"{p.Name}\": '{Type(p)}'").Concat(
        [
            $"{LineageColumns.Record}: 'BIGINT'", $"{LineageColumns.File}: 'INTEGER'", $"{LineageColumns.Line}: 'BIGINT'", $"{LineageColumns.Hash}: 'VARCHAR'",
            $"{LineageColumns.Updated}: 'BIGINT'", $"{LineageColumns.Version}: 'BIGINT'", $"{LineageColumns.Generation}: 'VARCHAR'",
        ]));

    private static string Type(NarrowNode node)
    {
        var item = node.Kind switch
        {
            JsonKind.Object => $"STRUCT({string.Join(", ", node.Children.Select(c => $"\"{c.Name}\" {Type(c)}"))})",
            JsonKind.Boolean => "BOOLEAN",
            JsonKind.Integer => "BIGINT",
            _ => "VARCHAR",
        };
        return node.IsList ? $"{item}[]" : item;
    }
}
