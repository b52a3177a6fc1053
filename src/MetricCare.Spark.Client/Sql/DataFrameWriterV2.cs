using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Writes a frame to a table of a catalog.</summary>
[JavaClass("org.apache.spark.sql.DataFrameWriterV2")]
public sealed class DataFrameWriterV2 : IJvmObjectReferenceProvider
{
    internal DataFrameWriterV2(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public DataFrameWriterV2 Using(string provider) => With(Reference.Call("using", provider));

    public DataFrameWriterV2 Option(string key, string value) => With(Reference.Call("option", key, value));

    public DataFrameWriterV2 Option(string key, bool value) => With(Reference.Call("option", key, value));

    public DataFrameWriterV2 Option(string key, long value) => With(Reference.Call("option", key, value));

    public DataFrameWriterV2 Option(string key, double value) => With(Reference.Call("option", key, value));

    public DataFrameWriterV2 Options(Dictionary<string, string> options) => With(Reference.Call("options", options));

    public DataFrameWriterV2 TableProperty(string property, string value) => With(Reference.Call("tableProperty", property, value));

    public DataFrameWriterV2 PartitionedBy(Column column, params Column[] columns) => With(Reference.Call("partitionedBy", column, columns));

    public void Create() => Reference.Invoke("create");

    public void Replace() => Reference.Invoke("replace");

    public void CreateOrReplace() => Reference.Invoke("createOrReplace");

    public void Append() => Reference.Invoke("append");

    public void Overwrite(Column condition) => Reference.Invoke("overwrite", condition);

    public void OverwritePartitions() => Reference.Invoke("overwritePartitions");

    private static DataFrameWriterV2 With(JvmObjectReference reference) => new(reference);
}
