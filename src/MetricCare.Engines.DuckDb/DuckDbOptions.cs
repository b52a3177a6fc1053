namespace MetricCare.Engines.DuckDb;

/// <summary>How much of the machine DuckDB may use, and which folders it may touch.</summary>
/// <param name="WorkFolder">Folder of this run, made when missing: spill goes to its <c>spill</c> folder, and it may be read and written.</param>
/// <param name="AllowedFolders">Further folders that may be read and written, such as the lake. Nothing else can be reached once the engine is open.</param>
public sealed record DuckDbOptions(string WorkFolder, IReadOnlyList<string> AllowedFolders)
{
    /// <summary>Number of threads; all cores unless said.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Bytes of memory, at most 75 % of what the machine (or the container) has; null takes those 75 %.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Bytes that may be spilled to disk; null leaves that to the disk.</summary>
    public long? SpillLimit { get; init; }

    internal long EffectiveMemoryLimit
    {
        get
        {
            var most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
            return MemoryLimit is { } asked ? Math.Min(asked, most) : most;
        }
    }
}
