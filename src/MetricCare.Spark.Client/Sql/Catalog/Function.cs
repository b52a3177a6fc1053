using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Catalog;

/// <summary>A function of a catalog.</summary>
[JavaClass("org.apache.spark.sql.catalog.Function")]
public sealed class Function : IJvmObjectReferenceProvider
{
    internal Function(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public string? Database => (string?)Reference.Invoke("database");

    public string? Description => (string?)Reference.Invoke("description");

    public bool IsTemporary => (bool)Reference.Invoke("isTemporary")!;

    public string? Name => (string?)Reference.Invoke("name");

    public string? ClassName => (string?)Reference.Invoke("className");
}
