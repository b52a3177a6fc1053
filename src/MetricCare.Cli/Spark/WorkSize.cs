using MetricCare.Core.Errors;
using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Spark;

/// <summary>How much there is to do, looked at before the run: what decides who reads, and how Spark is set up.</summary>
/// <param name="Source">Bytes of the sources; 0 when they cannot be looked at: what is wrong with a source is said by the run itself.</param>
/// <param name="Lake">Bytes of the Hudi tables that a delivery is merged into, as JSON would have them: packed columns take about a quarter.</param>
internal sealed record WorkSize(long Source, long Lake)
{
    private const int Packed = 4;

    public long All => Source + Lake;

    /// <param name="sources">Files and folders to read.</param>
    /// <param name="lake">Folder of the Hudi tables; null when the run starts from nothing.</param>
    public static WorkSize Of(IReadOnlyList<string> sources, string? lake) => new(OfSources(sources), lake is null ? 0 : OfTables(lake) * Packed);

    private static long OfSources(IReadOnlyList<string> sources)
    {
        try
        {
            return SourceDiscovery.Find(sources).Files.Sum(file => file.Size());
        }
        catch (MetricCareException)
        {
            return 0;
        }
    }

    // Of each file its newest version: <file>_<attempt>_<instant>.parquet.
    private static long OfTables(string lake)
    {
        try
        {
            return new DirectoryInfo(lake).EnumerateFiles("*.parquet", SearchOption.AllDirectories)
                .GroupBy(file => file.Name.Split('_')[0], StringComparer.Ordinal)
                .Sum(versions => versions.MaxBy(file => file.Name.Split('_')[^1], StringComparer.Ordinal)!.Length);
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
