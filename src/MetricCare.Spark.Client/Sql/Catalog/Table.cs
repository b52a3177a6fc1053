using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Catalog;

/// <summary>A table or view of a catalog.</summary>
[JavaClass("org.apache.spark.sql.catalog.Table")]
public sealed class Table : IJvmObjectReferenceProvider
{
    internal Table(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public string? Database => (string?)Reference.Invoke("database");

    public string? Description => (string?)Reference.Invoke("description");

    public bool IsTemporary => (bool)Reference.Invoke("isTemporary")!;

    public string? Name => (string?)Reference.Invoke("name");

    public string? TableType => (string?)Reference.Invoke("tableType");
}
