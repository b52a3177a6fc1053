using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;
using MetricCare.Spark.Rows;
using Microsoft.Spark.Sql.Streaming;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>The way into Spark SQL. Disposing it stops Spark.</summary>
[JavaClass("org.apache.spark.sql.SparkSession")]
public sealed class SparkSession : IJvmObjectReferenceProvider, IDisposable
{
    private const string Class = "org.apache.spark.sql.SparkSession";

    internal SparkSession(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public SparkContext SparkContext => new(Reference.Call("sparkContext"));

    public Catalog.Catalog Catalog => new(Reference.Call("catalog"));

    public static Builder Builder() => new();

    public static void SetActiveSession(SparkSession session) => Jvm.Static(Class, "setActiveSession", session);

    public static void ClearActiveSession() => Jvm.Static(Class, "clearActiveSession");

    public static SparkSession? GetActiveSession() => Optional("getActiveSession");

    public static void SetDefaultSession(SparkSession session) => Jvm.Static(Class, "setDefaultSession", session);

    public static void ClearDefaultSession() => Jvm.Static(Class, "clearDefaultSession");

    public static SparkSession? GetDefaultSession() => Optional("getDefaultSession");

    public static SparkSession Active() => new(Jvm.StaticReference(Class, "active"));

    public void Dispose() => Stop();

    public RuntimeConfig Conf() => new(Reference.Call("conf"));

    public StreamingQueryManager Streams() => new(Reference.Call("streams"));

    public SparkSession NewSession() => new(Reference.Call("newSession"));

    public string Version() => (string)Reference.Invoke("version")!;

    public DataFrame Table(string tableName) => new(Reference.Call("table", tableName));

    /// <summary>A frame of rows of this process. They travel once, as Arrow, and live in the driver's JVM.</summary>
    /// <exception cref="ArgumentException">A value is not of its column's type.</exception>
    public DataFrame CreateDataFrame(IEnumerable<GenericRow> data, StructType schema) => new(ArrowRows.CreateDataset(Reference, data, schema));

    public DataFrame CreateDataFrame(IEnumerable<int> data) => Single(data, new IntegerType(), isNullable: false);

    public DataFrame CreateDataFrame(IEnumerable<int?> data) => Single(data, new IntegerType(), isNullable: true);

    public DataFrame CreateDataFrame(IEnumerable<string> data) => Single(data, new StringType(), isNullable: true);

    public DataFrame CreateDataFrame(IEnumerable<double> data) => Single(data, new DoubleType(), isNullable: false);

    public DataFrame CreateDataFrame(IEnumerable<double?> data) => Single(data, new DoubleType(), isNullable: true);

    public DataFrame CreateDataFrame(IEnumerable<bool> data) => Single(data, new BooleanType(), isNullable: false);

    public DataFrame CreateDataFrame(IEnumerable<bool?> data) => Single(data, new BooleanType(), isNullable: true);

    public DataFrame CreateDataFrame(IEnumerable<Date> data) => Single(data, new DateType(), isNullable: true);

    public DataFrame CreateDataFrame(IEnumerable<Timestamp> data) => Single(data, new TimestampType(), isNullable: true);

    public DataFrame Sql(string sqlText) => new(Reference.Call("sql", sqlText));

    public DataFrame ExecuteCommand(string runner, string command, Dictionary<string, string> options) => new(Reference.Call("executeCommand", runner, command, Jvm.ScalaMap(options)));

    public DataFrameReader Read() => new(Reference.Call("read"));

    public DataFrame Range(long end) => new(Reference.Call("range", end).Call("toDF"));

    public DataFrame Range(long start, long end) => new(Reference.Call("range", start, end).Call("toDF"));

    public DataFrame Range(long start, long end, long step) => new(Reference.Call("range", start, end, step).Call("toDF"));

    public DataFrame Range(long start, long end, long step, int numPartitions) => new(Reference.Call("range", start, end, step, numPartitions).Call("toDF"));

    public DataStreamReader ReadStream() => new(Reference.Call("readStream"));

    public void Stop() => Reference.Invoke("stop");

    private static SparkSession? Optional(string method) => Jvm.StaticReference(Class, method).OptionValue() is JvmObjectReference session ? new(session) : null;

    private DataFrame Single<T>(IEnumerable<T> data, DataType type, bool isNullable) =>
        CreateDataFrame(data.Select(value => new GenericRow([value!])), new StructType([new StructField("_1", type, isNullable)]));
}
