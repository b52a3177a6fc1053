using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>A frame that is grouped, and waits for its aggregates.</summary>
[JavaClass("org.apache.spark.sql.RelationalGroupedDataset")]
public sealed class RelationalGroupedDataset : IJvmObjectReferenceProvider
{
    internal RelationalGroupedDataset(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public DataFrame Agg(Column expr, params Column[] exprs) => new(Reference.Call("agg", expr, exprs));

    public DataFrame Count() => new(Reference.Call("count"));

    public DataFrame Mean(params string[] colNames) => new(Reference.Call("mean", [colNames]));

    public DataFrame Max(params string[] colNames) => new(Reference.Call("max", [colNames]));

    public DataFrame Avg(params string[] colNames) => new(Reference.Call("avg", [colNames]));

    public DataFrame Min(params string[] colNames) => new(Reference.Call("min", [colNames]));

    public DataFrame Sum(params string[] colNames) => new(Reference.Call("sum", [colNames]));

    public RelationalGroupedDataset Pivot(string pivotColumn) => new(Reference.Call("pivot", pivotColumn));

    public RelationalGroupedDataset Pivot(string pivotColumn, IEnumerable<object> values) => new(Reference.Call("pivot", pivotColumn, values.ToList()));

    public RelationalGroupedDataset Pivot(Column pivotColumn) => new(Reference.Call("pivot", pivotColumn));

    public RelationalGroupedDataset Pivot(Column pivotColumn, IEnumerable<object> values) => new(Reference.Call("pivot", pivotColumn, values.ToList()));
}
