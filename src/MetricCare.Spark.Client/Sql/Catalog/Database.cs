using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Catalog;

/// <summary>A database of a catalog.</summary>
[JavaClass("org.apache.spark.sql.catalog.Database")]
public sealed class Database : IJvmObjectReferenceProvider
{
    internal Database(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public string? Description => (string?)Reference.Invoke("description");

    public string? LocationUri => (string?)Reference.Invoke("locationUri");

    public string? Name => (string?)Reference.Invoke("name");
}
