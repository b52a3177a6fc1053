using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Where a persisted frame is kept.</summary>
[JavaClass("org.apache.spark.storage.StorageLevel")]
public sealed class StorageLevel : IJvmObjectReferenceProvider
{
    private readonly Lazy<JvmObjectReference> _reference;

    public StorageLevel(bool useDisk, bool useMemory, bool useOffHeap, bool deserialized, int replication = 1)
    {
        (UseDisk, UseMemory, UseOffHeap, Deserialized, Replication) = (useDisk, useMemory, useOffHeap, deserialized, replication);
        _reference = new Lazy<JvmObjectReference>(() =>
            Jvm.StaticReference("org.apache.spark.storage.StorageLevel", "apply", useDisk, useMemory, useOffHeap, deserialized, replication));
    }

    internal StorageLevel(JvmObjectReference reference)
    {
        _reference = new Lazy<JvmObjectReference>(reference);
        UseDisk = (bool)reference.Invoke("useDisk")!;
        UseMemory = (bool)reference.Invoke("useMemory")!;
        UseOffHeap = (bool)reference.Invoke("useOffHeap")!;
        Deserialized = (bool)reference.Invoke("deserialized")!;
        Replication = (int)reference.Invoke("replication")!;
    }

    public static StorageLevel NONE { get; } = new(false, false, false, false);

    public static StorageLevel DISK_ONLY { get; } = new(true, false, false, false);

    public static StorageLevel DISK_ONLY_2 { get; } = new(true, false, false, false, 2);

    public static StorageLevel MEMORY_ONLY { get; } = new(false, true, false, true);

    public static StorageLevel MEMORY_ONLY_2 { get; } = new(false, true, false, true, 2);

    public static StorageLevel MEMORY_ONLY_SER { get; } = new(false, true, false, false);

    public static StorageLevel MEMORY_ONLY_SER_2 { get; } = new(false, true, false, false, 2);

    public static StorageLevel MEMORY_AND_DISK { get; } = new(true, true, false, true);

    public static StorageLevel MEMORY_AND_DISK_2 { get; } = new(true, true, false, true, 2);

    public static StorageLevel MEMORY_AND_DISK_SER { get; } = new(true, true, false, false);

    public static StorageLevel MEMORY_AND_DISK_SER_2 { get; } = new(true, true, false, false, 2);

    public static StorageLevel OFF_HEAP { get; } = new(true, true, true, false);

    public bool UseDisk { get; }

    public bool UseMemory { get; }

    public bool UseOffHeap { get; }

    public bool Deserialized { get; }

    public int Replication { get; }

    public JvmObjectReference Reference => _reference.Value;

    public string Description() => (string)Reference.Invoke("description")!;

    public override string ToString() => (string)Reference.Invoke("toString")!;

    public override bool Equals(object? obj) => obj is StorageLevel other
        && (UseDisk, UseMemory, UseOffHeap, Deserialized, Replication) == (other.UseDisk, other.UseMemory, other.UseOffHeap, other.Deserialized, other.Replication);

    public override int GetHashCode() => HashCode.Combine(UseDisk, UseMemory, UseOffHeap, Deserialized, Replication);
}
