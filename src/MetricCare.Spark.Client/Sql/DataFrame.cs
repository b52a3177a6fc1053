using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;
using MetricCare.Spark.Rows;
using Microsoft.Spark.Sql.Streaming;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>Rows with named columns, somewhere on a cluster.</summary>
[JavaClass("org.apache.spark.sql.Dataset")]
public sealed class DataFrame : IJvmObjectReferenceProvider
{
    internal DataFrame(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public Column this[string columnName] => Col(columnName);

    public DataFrame ToDF() => new(Reference.Call("toDF"));

    public DataFrame ToDF(params string[] colNames) => new(Reference.Call("toDF", [colNames]));

    public StructType Schema() => (StructType)DataType.ParseDataType((string)Reference.Call("schema").Invoke("json")!);

    public void PrintSchema() => Console.WriteLine((string)Reference.Call("schema").Invoke("treeString")!);

    public void PrintSchema(int level) => Console.WriteLine((string)Reference.Call("schema").Invoke("treeString", level)!);

    public void Explain(bool extended = false) => Explain(extended ? "extended" : "simple");

    public void Explain(string mode) => Console.WriteLine((string)Reference.Call("queryExecution").Invoke("explainString", Jvm.Static("org.apache.spark.sql.execution.ExplainMode", "fromString", mode))!);

    public IEnumerable<Tuple<string, string>> DTypes() => Schema().Fields.Select(field => Tuple.Create(field.Name, field.DataType.SimpleString));

    public IReadOnlyList<string> Columns() => [.. Reference.Call("columns").Items().Cast<string>()];

    public bool IsLocal() => (bool)Reference.Invoke("isLocal")!;

    public bool IsEmpty() => (bool)Reference.Invoke("isEmpty")!;

    public bool IsStreaming() => (bool)Reference.Invoke("isStreaming")!;

    public DataFrame Checkpoint(bool eager = true) => new(Reference.Call("checkpoint", eager));

    public DataFrame LocalCheckpoint(bool eager = true) => new(Reference.Call("localCheckpoint", eager));

    public DataFrame WithWatermark(string eventTime, string delayThreshold) => new(Reference.Call("withWatermark", eventTime, delayThreshold));

    public void Show(int numRows = 20, int truncate = 20, bool vertical = false) => Console.WriteLine((string)Reference.Invoke("showString", numRows, truncate, vertical)!);

    public DataFrameNaFunctions Na() => new(Reference.Call("na"));

    public DataFrameStatFunctions Stat() => new(Reference.Call("stat"));

    public DataFrame ToJSON() => new(Reference.Call("toJSON").Call("toDF"));

    public DataFrame Join(DataFrame right) => new(Reference.Call("join", right));

    public DataFrame Join(DataFrame right, string usingColumn) => new(Reference.Call("join", right, usingColumn));

    public DataFrame Join(DataFrame right, IEnumerable<string> usingColumns, string joinType = "inner") => new(Reference.Call("join", right, usingColumns.ToArray(), joinType));

    public DataFrame Join(DataFrame right, Column joinExpr, string joinType = "inner") => new(Reference.Call("join", right, joinExpr, joinType));

    public DataFrame CrossJoin(DataFrame right) => new(Reference.Call("crossJoin", right));

    public DataFrame SortWithinPartitions(string column, params string[] columns) => new(Reference.Call("sortWithinPartitions", column, columns));

    public DataFrame SortWithinPartitions(params Column[] columns) => new(Reference.Call("sortWithinPartitions", [columns]));

    public DataFrame Sort(string column, params string[] columns) => new(Reference.Call("sort", column, columns));

    public DataFrame Sort(params Column[] columns) => new(Reference.Call("sort", [columns]));

    public DataFrame OrderBy(string column, params string[] columns) => new(Reference.Call("orderBy", column, columns));

    public DataFrame OrderBy(params Column[] columns) => new(Reference.Call("orderBy", [columns]));

    public DataFrame Hint(string name, object[]? parameters = null) => new(Reference.Call("hint", name, parameters ?? []));

    public Column Col(string colName) => new(Reference.Call("col", colName));

    public Column ColRegex(string colName) => new(Reference.Call("colRegex", colName));

    public DataFrame As(string alias) => new(Reference.Call("as", alias));

    public DataFrame Alias(string alias) => new(Reference.Call("alias", alias));

    public DataFrame Select(params Column[] columns) => new(Reference.Call("select", [columns]));

    public DataFrame Select(string column, params string[] columns) => new(Reference.Call("select", column, columns));

    public DataFrame SelectExpr(params string[] expressions) => new(Reference.Call("selectExpr", [expressions]));

    public DataFrame Filter(Column condition) => new(Reference.Call("filter", condition));

    public DataFrame Filter(string conditionExpr) => new(Reference.Call("filter", conditionExpr));

    public DataFrame Where(Column condition) => new(Reference.Call("where", condition));

    public DataFrame Where(string conditionExpr) => new(Reference.Call("where", conditionExpr));

    public RelationalGroupedDataset GroupBy(params Column[] columns) => new(Reference.Call("groupBy", [columns]));

    public RelationalGroupedDataset GroupBy(string column, params string[] columns) => new(Reference.Call("groupBy", column, columns));

    public RelationalGroupedDataset Rollup(params Column[] columns) => new(Reference.Call("rollup", [columns]));

    public RelationalGroupedDataset Rollup(string column, params string[] columns) => new(Reference.Call("rollup", column, columns));

    public RelationalGroupedDataset Cube(params Column[] columns) => new(Reference.Call("cube", [columns]));

    public RelationalGroupedDataset Cube(string column, params string[] columns) => new(Reference.Call("cube", column, columns));

    public DataFrame Agg(Column expr, params Column[] exprs) => new(Reference.Call("agg", expr, exprs));

    public DataFrame Observe(string name, Column expr, params Column[] exprs) => new(Reference.Call("observe", name, expr, exprs));

    public DataFrameWriterV2 WriteTo(string table) => new(Reference.Call("writeTo", table));

    public DataFrame Limit(int n) => new(Reference.Call("limit", n));

    public DataFrame Union(DataFrame other) => new(Reference.Call("union", other));

    public DataFrame UnionByName(DataFrame other) => new(Reference.Call("unionByName", other));

    public DataFrame UnionByName(DataFrame other, bool allowMissingColumns) => new(Reference.Call("unionByName", other, allowMissingColumns));

    public DataFrame Intersect(DataFrame other) => new(Reference.Call("intersect", other));

    public DataFrame IntersectAll(DataFrame other) => new(Reference.Call("intersectAll", other));

    public DataFrame Except(DataFrame other) => new(Reference.Call("except", other));

    public DataFrame ExceptAll(DataFrame other) => new(Reference.Call("exceptAll", other));

    public DataFrame Sample(double fraction, bool withReplacement = false, long? seed = null) =>
        new(seed is null ? Reference.Call("sample", withReplacement, fraction) : Reference.Call("sample", withReplacement, fraction, seed.Value));

    public DataFrame[] RandomSplit(double[] weights, long? seed = null) =>
        [.. (seed is null ? Reference.Call("randomSplit", [weights]) : Reference.Call("randomSplit", weights, seed.Value)).Items().Select(part => new DataFrame((JvmObjectReference)part!))];

    public DataFrame WithColumn(string colName, Column col) => new(Reference.Call("withColumn", colName, col));

    public DataFrame WithColumnRenamed(string existingName, string newName) => new(Reference.Call("withColumnRenamed", existingName, newName));

    public DataFrame Drop(params string[] colNames) => new(Reference.Call("drop", [colNames]));

    public DataFrame Drop(Column col) => new(Reference.Call("drop", col));

    public DataFrame DropDuplicates() => new(Reference.Call("dropDuplicates"));

    public DataFrame DropDuplicates(string col, params string[] cols) => new(Reference.Call("dropDuplicates", col, cols));

    public DataFrame Describe(params string[] cols) => new(Reference.Call("describe", [cols]));

    public DataFrame Summary(params string[] statistics) => new(Reference.Call("summary", [statistics]));

    public IEnumerable<Row> Head(int n) => Limit(n).Collect();

    public Row Head() => First();

    public Row First() => Take(1).First();

    public IEnumerable<Row> Take(int n) => Head(n);

    public IEnumerable<Row> Tail(int n) => Collect().TakeLast(n);

    /// <summary>All rows, in order. Cells are string, bool, sbyte, short, int, long, float, double, decimal, byte[], <see cref="Date"/>, <see cref="Timestamp"/>, <see cref="System.Collections.ArrayList"/> of an array, <see cref="System.Collections.Hashtable"/> of a map, <see cref="Row"/> of a struct, or null.</summary>
    public IEnumerable<Row> Collect() => ArrowRows.Collect(Reference);

    /// <summary>All rows, with one partition at a time in memory.</summary>
    public IEnumerable<Row> ToLocalIterator() => ToLocalIterator(prefetchPartitions: false);

    public IEnumerable<Row> ToLocalIterator(bool prefetchPartitions) => ArrowRows.ToLocalIterator(Reference, prefetchPartitions);

    public long Count() => (long)Reference.Invoke("count")!;

    public DataFrame Repartition(int numPartitions) => new(Reference.Call("repartition", numPartitions));

    public DataFrame Repartition(int numPartitions, params Column[] partitionExprs) => new(Reference.Call("repartition", numPartitions, partitionExprs));

    public DataFrame Repartition(params Column[] partitionExprs) => new(Reference.Call("repartition", [partitionExprs]));

    public DataFrame RepartitionByRange(int numPartitions, params Column[] partitionExprs) => new(Reference.Call("repartitionByRange", numPartitions, partitionExprs));

    public DataFrame RepartitionByRange(params Column[] partitionExprs) => new(Reference.Call("repartitionByRange", [partitionExprs]));

    public DataFrame Coalesce(int numPartitions) => new(Reference.Call("coalesce", numPartitions));

    public DataFrame Distinct() => new(Reference.Call("distinct"));

    public DataFrame Persist() => new(Reference.Call("persist"));

    public DataFrame Persist(StorageLevel storageLevel) => new(Reference.Call("persist", storageLevel));

    public DataFrame Cache() => new(Reference.Call("cache"));

    public StorageLevel StorageLevel() => new(Reference.Call("storageLevel"));

    public DataFrame Unpersist(bool blocking = false) => new(Reference.Call("unpersist", blocking));

    public void CreateTempView(string viewName) => Reference.Invoke("createTempView", viewName);

    public void CreateOrReplaceTempView(string viewName) => Reference.Invoke("createOrReplaceTempView", viewName);

    public void CreateGlobalTempView(string viewName) => Reference.Invoke("createGlobalTempView", viewName);

    public void CreateOrReplaceGlobalTempView(string viewName) => Reference.Invoke("createOrReplaceGlobalTempView", viewName);

    public DataFrameWriter Write() => new(Reference.Call("write"));

    public DataStreamWriter WriteStream() => new(Reference.Call("writeStream"));

    public IEnumerable<string> InputFiles() => Reference.Call("inputFiles").Items().Cast<string>();

    public bool SameSemantics(DataFrame other) => (bool)Reference.Invoke("sameSemantics", other)!;

    public int SemanticHash() => (int)Reference.Invoke("semanticHash")!;

    public DataFrame Transform(Func<DataFrame, DataFrame> func) => func(this);
}
