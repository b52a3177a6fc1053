using Microsoft.Spark.Interop;

namespace Microsoft.Spark.Sql.Expressions;

/// <summary>Begins a <see cref="WindowSpec"/>.</summary>
public static class Window
{
    private const string Class = "org.apache.spark.sql.expressions.Window";

    public static long UnboundedPreceding => long.MinValue;

    public static long UnboundedFollowing => long.MaxValue;

    public static long CurrentRow => 0;

    public static WindowSpec PartitionBy(string colName, params string[] colNames) => new(Jvm.StaticReference(Class, "partitionBy", colName, colNames));

    public static WindowSpec PartitionBy(params Column[] columns) => new(Jvm.StaticReference(Class, "partitionBy", [columns]));

    public static WindowSpec OrderBy(string colName, params string[] colNames) => new(Jvm.StaticReference(Class, "orderBy", colName, colNames));

    public static WindowSpec OrderBy(params Column[] columns) => new(Jvm.StaticReference(Class, "orderBy", [columns]));

    public static WindowSpec RowsBetween(long start, long end) => new(Jvm.StaticReference(Class, "rowsBetween", start, end));

    public static WindowSpec RangeBetween(long start, long end) => new(Jvm.StaticReference(Class, "rangeBetween", start, end));
}
