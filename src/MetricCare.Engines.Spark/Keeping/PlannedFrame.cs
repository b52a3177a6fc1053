using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Keeping;

/// <summary>What is to be evaluated.</summary>
/// <param name="Frame">Of few rows at most, when there is <paramref name="All"/>.</param>
/// <param name="All">Plans the frame of all rows, should there be more; null when <paramref name="Frame"/> has them all.</param>
internal sealed record PlannedFrame(JvmObjectReference Frame, Func<JvmObjectReference>? All);
