using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Writes a frame to files and tables.</summary>
[JavaClass("org.apache.spark.sql.DataFrameWriter")]
public sealed class DataFrameWriter : IJvmObjectReferenceProvider
{
    internal DataFrameWriter(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public DataFrameWriter Mode(SaveMode saveMode) => Mode(saveMode.ToString());

    public DataFrameWriter Mode(string saveMode) => new(Reference.Call("mode", saveMode));

    public DataFrameWriter Format(string source) => new(Reference.Call("format", source));

    public DataFrameWriter Option(string key, string value) => new(Reference.Call("option", key, value));

    public DataFrameWriter Option(string key, bool value) => new(Reference.Call("option", key, value));

    public DataFrameWriter Option(string key, long value) => new(Reference.Call("option", key, value));

    public DataFrameWriter Option(string key, double value) => new(Reference.Call("option", key, value));

    public DataFrameWriter Options(Dictionary<string, string> options) => new(Reference.Call("options", options));

    public DataFrameWriter PartitionBy(params string[] colNames) => new(Reference.Call("partitionBy", [colNames]));

    public DataFrameWriter BucketBy(int numBuckets, string colName, params string[] colNames) => new(Reference.Call("bucketBy", numBuckets, colName, colNames));

    public DataFrameWriter SortBy(string colName, params string[] colNames) => new(Reference.Call("sortBy", colName, colNames));

    public void Save(string path) => Reference.Invoke("save", path);

    public void Save() => Reference.Invoke("save");

    public void InsertInto(string tableName) => Reference.Invoke("insertInto", tableName);

    public void SaveAsTable(string tableName) => Reference.Invoke("saveAsTable", tableName);

    public void Jdbc(string url, string table, Dictionary<string, string> properties) => Reference.Invoke("jdbc", url, table, JavaProperties.Of(properties));

    public void Json(string path) => Reference.Invoke("json", path);

    public void Parquet(string path) => Reference.Invoke("parquet", path);

    public void Orc(string path) => Reference.Invoke("orc", path);

    public void Text(string path) => Reference.Invoke("text", path);

    public void Csv(string path) => Reference.Invoke("csv", path);
}
