using System.Collections.Concurrent;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark;

/// <summary>New contents of tables between the engine, which makes them, and the store, which commits them. By the folder that the store gave the table.</summary>
public sealed class StagedFrames
{
    private readonly ConcurrentDictionary<string, JvmObjectReference> _frames = new(StringComparer.Ordinal);

    internal void Put(string folder, JvmObjectReference frame) => _frames[Path.GetFullPath(folder)] = frame;

    internal JvmObjectReference? Of(string folder) => _frames.GetValueOrDefault(Path.GetFullPath(folder));
}
