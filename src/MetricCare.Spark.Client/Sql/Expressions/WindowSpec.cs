using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Expressions;

/// <summary>Which rows a window function sees.</summary>
[JavaClass("org.apache.spark.sql.expressions.WindowSpec")]
public sealed class WindowSpec : IJvmObjectReferenceProvider
{
    internal WindowSpec(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public WindowSpec PartitionBy(string colName, params string[] colNames) => new(Reference.Call("partitionBy", colName, colNames));

    public WindowSpec PartitionBy(params Column[] columns) => new(Reference.Call("partitionBy", [columns]));

    public WindowSpec OrderBy(string colName, params string[] colNames) => new(Reference.Call("orderBy", colName, colNames));

    public WindowSpec OrderBy(params Column[] columns) => new(Reference.Call("orderBy", [columns]));

    public WindowSpec RowsBetween(long start, long end) => new(Reference.Call("rowsBetween", start, end));

    public WindowSpec RangeBetween(long start, long end) => new(Reference.Call("rangeBetween", start, end));
}
