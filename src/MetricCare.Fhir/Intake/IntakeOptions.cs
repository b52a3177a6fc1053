namespace MetricCare.Fhir.Intake;

/// <summary>Limits of an intake.</summary>
public sealed record IntakeOptions
{
    /// <summary>Files read at the same time, one thread each.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Levels of objects and arrays that a record may have; its own object is the first. At most 1,000.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Bytes that a record may have; a longer one is rejected without being held in memory. At most 512 MB.</summary>
    public int MaxRecordBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The intake gives up as soon as more is rejected than this; null: never.</summary>
    public long? MaxRejects { get; init; }
}
