using MetricCare.Core.Schema;
using MetricCare.Engines.Spark.Text;

namespace MetricCare.Engines.Spark;

/// <summary>What Spark is given, as text for people. Needs no Spark.</summary>
public static class SparkReading
{
    /// <summary>The schema, in Spark's DDL, with which projected lines of the type are read.</summary>
    public static string Schema(NarrowSchema schema) => JsonLines.Ddl(schema);

    /// <summary>SQL of the portable subset or of a view as Spark receives it.</summary>
    public static string Sql(string sql) => SparkSql.Translate(sql);
}
