using MetricCare.Spark.Workers;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark;

/// <summary>Frames whose rows are made by <see cref="IArrowMap"/> on the executors.</summary>
public static class ArrowMap
{
    /// <summary>The rows that a map makes of the rows of a frame, partition by partition. Nothing runs yet.</summary>
    /// <param name="frame">A Dataset in the JVM; the map sees all its columns.</param>
    /// <param name="executable">Program that the executors start, as they find it; it hands itself to <see cref="ArrowWorker.Run"/>.</param>
    /// <param name="command">What the worker makes the map of.</param>
    /// <param name="resultDdl">Columns of the result, for example <c>type string, line string</c>. Nullability must be that of <see cref="IArrowMap.Output"/>, in nested fields as well.</param>
    /// <exception cref="ArrowWorkerException">This Spark speaks a protocol that was never tried.</exception>
    public static JvmObjectReference Apply(JvmObjectReference frame, string executable, byte[] command, string resultDdl)
    {
        var version = WorkerVersion.OfSpark((string)frame.Call("sparkSession").Invoke("version")!);
        var environment = new Dictionary<string, string>
        {
            // An executor's memory is the JVM's and shared by many: heaps of a server would take it all.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "0",
        };
        var function = Jvm.New("org.apache.spark.api.python.SimplePythonFunction", command, environment, new List<object?>(), executable, version.ToString(), new List<object?>(), null);
        var type = Jvm.StaticReference("org.apache.spark.sql.types.DataType", "fromDDL", $"struct<{resultDdl}>");
        var udf = Jvm.New("org.apache.spark.sql.execution.python.UserDefinedPythonFunction", "dotnet", function, type, WorkerNumbers.MapInArrow, true);
        var columns = frame.Call("columns").Items().Select(name => (object?)frame.Call("col", $"`{((string)name!).Replace("`", "``", StringComparison.Ordinal)}`")).ToList();
        var call = udf.Call("apply", Jvm.Seq(columns));
        return version.Major == 3
            ? frame.Call("pythonMapInArrow", call.Call("expr"), false)
            : frame.Call("mapInArrow", call, false, null);
    }
}
