using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>Makes frames of files and tables.</summary>
[JavaClass("org.apache.spark.sql.DataFrameReader")]
public sealed class DataFrameReader : IJvmObjectReferenceProvider
{
    internal DataFrameReader(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public DataFrameReader Format(string source) => new(Reference.Call("format", source));

    public DataFrameReader Schema(StructType schema) => new(Reference.Call("schema", schema.ToJvm()));

    public DataFrameReader Schema(string schemaString) => new(Reference.Call("schema", schemaString));

    public DataFrameReader Option(string key, string value) => new(Reference.Call("option", key, value));

    public DataFrameReader Option(string key, bool value) => new(Reference.Call("option", key, value));

    public DataFrameReader Option(string key, long value) => new(Reference.Call("option", key, value));

    public DataFrameReader Option(string key, double value) => new(Reference.Call("option", key, value));

    public DataFrameReader Options(Dictionary<string, string> options) => new(Reference.Call("options", options));

    public DataFrame Load() => new(Reference.Call("load"));

    public DataFrame Load(string path) => new(Reference.Call("load", path));

    public DataFrame Load(params string[] paths) => new(Reference.Call("load", [paths]));

    public DataFrame Jdbc(string url, string table, Dictionary<string, string> properties) => new(Reference.Call("jdbc", url, table, JavaProperties.Of(properties)));

    public DataFrame Jdbc(string url, string table, string columnName, long lowerBound, long upperBound, int numPartitions, Dictionary<string, string> properties) =>
        new(Reference.Call("jdbc", url, table, columnName, lowerBound, upperBound, numPartitions, JavaProperties.Of(properties)));

    public DataFrame Jdbc(string url, string table, IEnumerable<string> predicates, Dictionary<string, string> properties) =>
        new(Reference.Call("jdbc", url, table, predicates.ToArray(), JavaProperties.Of(properties)));

    public DataFrame Json(params string[] paths) => new(Reference.Call("json", [paths]));

    public DataFrame Csv(params string[] paths) => new(Reference.Call("csv", [paths]));

    public DataFrame Parquet(params string[] paths) => new(Reference.Call("parquet", [paths]));

    public DataFrame Orc(params string[] paths) => new(Reference.Call("orc", [paths]));

    public DataFrame Table(string tableName) => new(Reference.Call("table", tableName));

    public DataFrame Text(params string[] paths) => new(Reference.Call("text", [paths]));
}
