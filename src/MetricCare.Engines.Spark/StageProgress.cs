using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark;

/// <summary>How far the stages of Spark that run at this moment are, by their tasks.</summary>
internal sealed class StageProgress(JvmObjectReference context)
{
    /// <summary>0..1, or null when no stage runs.</summary>
    public double? Share()
    {
        var tracker = (JvmObjectReference)context.Invoke("statusTracker")!;
        var (done, all) = (0, 0);
        foreach (var stage in ((JvmObjectReference)tracker.Invoke("getActiveStageIds")!).Items())
        {
            var info = (JvmObjectReference)tracker.Invoke("getStageInfo", stage)!;
            if (info.Invoke("isDefined") is true && info.Invoke("get") is JvmObjectReference known)
            {
                done += (int)known.Invoke("numCompletedTasks")!;
                all += (int)known.Invoke("numTasks")!;
            }
        }

        return all == 0 ? null : (double)done / all;
    }
}
