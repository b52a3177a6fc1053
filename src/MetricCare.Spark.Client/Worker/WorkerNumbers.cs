namespace MetricCare.Spark.Workers;

/// <summary>Numbers of the protocol between an executor and its worker.</summary>
internal static class WorkerNumbers
{
    public const int EndOfData = -1;
    public const int Failed = -2;
    public const int Timing = -3;
    public const int EndOfStream = -4;
    public const int StartOfRows = -6;

    /// <summary>No more tasks.</summary>
    public const int NoPartition = -1;

    public const int MapInArrow = 207;
}
