using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Keeping;

/// <summary>A frame that has been evaluated: reading it does not do the work again.</summary>
/// <param name="Frame">Reads what came out.</param>
/// <param name="Rows">How many rows came out.</param>
internal abstract record KeptFrame(JvmObjectReference Frame, long Rows)
{
    /// <summary>Rows in the memory of the driver.</summary>
    /// <param name="List">A java.util.List of them.</param>
    internal sealed record InDriver(JvmObjectReference Frame, long Rows, JvmObjectReference List) : KeptFrame(Frame, Rows);

    /// <summary>Rows in Parquet files.</summary>
    /// <param name="Folders">Where.</param>
    internal sealed record InFiles(JvmObjectReference Frame, long Rows, IReadOnlyList<string> Folders) : KeptFrame(Frame, Rows);
}
