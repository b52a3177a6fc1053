using MetricCare.Core.Schema;
using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Cli.Runs;

/// <summary>The query of a bronze table: the view's columns, then where each row comes from.</summary>
internal static class BronzeSql
{
    // Below every microsecond that a date of four digits can mean; a resource without lastUpdated has the smallest bigint.
    private const string BeforeAll = "-1000000000000000000";

    public static string Of(CompiledView view, NarrowSchema read, SqlDialect dialect)
    {
        var columns = string.Join(", ", view.Columns.Select(column => $"v.`{column.Name}`"));
        return $"""
            select {columns}, v.{LineageColumns.Id} as source_id,
                case when v.{LineageColumns.Updated} > {BeforeAll} then v.{LineageColumns.Updated} end as source_updated_us, v.{LineageColumns.Version} as source_version,
                inputs.path as source_file, v.{LineageColumns.Line} as source_line, v.{LineageColumns.Hash} as source_sha256, v.{LineageColumns.Generation} as source_generation
            from (
            {view.ToSql(dialect, lineage: true, read)}
            ) as v
            inner join {OperatorRelations.Inputs} as inputs on inputs.file_number = v.{LineageColumns.File}
            """;
    }
}
