namespace MetricCare.Engines.DuckDb;

/// <summary>How much of the machine DuckDB may use, and which folders it may touch.</summary>
/// <param name="WorkFolder">Folder of this run, made when missing: spill goes to its <c>spill</c> folder, and it may be read and written.</param>
/// <param name="AllowedFolders">Further folders that may be read and written, such as the lake. Nothing else can be reached once the engine is open.</param>
public sealed record DuckDbOptions(string WorkFolder, IReadOnlyList<string> AllowedFolders)
{
    /// <summary>Number of threads; all cores unless said.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    private const long DefaultMemoryLimit = 3L << 30;

    /// <summary>Bytes of memory before work spills to disk, at most 75 % of what the machine (or the container) has; null takes 3 GB, or those 75 % where that is less.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Whether <see cref="DuckDbEngine.Progress"/> is known, which costs some percent of the time of short statements.</summary>
    public bool TracksProgress { get; init; }

    /// <summary>Bytes that may be spilled to disk; null leaves that to the disk.</summary>
    public long? SpillLimit { get; init; }

    internal long EffectiveMemoryLimit
    {
        get
        {
            var most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
            return Math.Min(MemoryLimit ?? DefaultMemoryLimit, most);
        }
    }
}
