namespace MetricCare.Engines.Spark;

/// <summary>Where an engine on Spark keeps what it makes.</summary>
/// <param name="WorkFolder">Folder that the driver and all executors reach; what is made for the run alone goes there, and the caller removes it.</param>
public sealed record SparkEngineOptions(string WorkFolder)
{
    /// <summary>Rows up to which a relation stays in the memory of the driver: what pays for little input. All its work is then one task.</summary>
    public const int FewRows = 10_000;

    /// <summary>0 keeps every relation in files, which any number of executors read and write; <see cref="FewRows"/> for little input.</summary>
    public int RowsInDriver { get; init; }

    /// <summary>Takes the relations that are built into a folder, for a store that commits them itself: then those in the driver are not written as files. Null writes all of them.</summary>
    public StagedFrames? Staged { get; init; }
}
