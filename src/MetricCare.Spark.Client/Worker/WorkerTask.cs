using System.Diagnostics;
using Apache.Arrow;
using MetricCare.Spark.Rows;

namespace MetricCare.Spark.Workers;

/// <summary>Runs the tasks that come over one connection, one after the other.</summary>
/// <param name="input">From the executor.</param>
/// <param name="output">To it; flushed where it waits.</param>
/// <param name="open">Makes a map out of the command that the driver sent.</param>
/// <param name="time">For the times that Spark shows.</param>
internal sealed class WorkerTask(Stream input, Stream output, Func<ReadOnlyMemory<byte>, IArrowMap> open, TimeProvider time)
{
    private const string LargeTypes = "spark.sql.execution.arrow.useLargeVarTypes";

    /// <summary>Runs the next task.</summary>
    /// <param name="cancel">The executor is gone.</param>
    /// <returns>Whether another may follow.</returns>
    /// <exception cref="IOException">The connection is gone.</exception>
    public bool Run(CancellationToken cancel)
    {
        var begun = time.GetUtcNow();
        try
        {
            if (TaskRequest.Read(input) is not { } task)
            {
                return false;
            }

            using var rows = Map(task, begun, cancel);
            return true;
        }
        catch (Exception failure) when (failure is not (IOException or ObjectDisposedException))
        {
            Tell(failure);
            return false;
        }
    }

    private TaskRows Map(TaskRequest task, DateTimeOffset begun, CancellationToken cancel)
    {
        var map = Open(task);
        var rows = new TaskRows(input, output, map.Output);
        var ready = time.GetUtcNow();
        try
        {
            map.Run(rows.Read(), rows.Write, cancel);
            rows.Drain();
        }
        catch (Exception failure) when (failure is not (IOException or ObjectDisposedException))
        {
            rows.End();
            throw;
        }

        rows.End();
        End(begun, ready, time.GetUtcNow());
        return rows;
    }

    private IArrowMap Open(TaskRequest task) => task switch
    {
        { EvalType: not WorkerNumbers.MapInArrow } => throw new ArrowWorkerException($"This program runs mapInArrow ({WorkerNumbers.MapInArrow}) on executors, not functions of the kind {task.EvalType}."),
        { Conf: var conf } when conf.GetValueOrDefault(LargeTypes) == "true" => throw new ArrowWorkerException($"Maps of .NET write text with offsets of 32 bits: set {LargeTypes} to false."),
        { Functions: [{ Commands: [var command] }] } => open(command),
        _ => throw new ArrowWorkerException("A task of mapInArrow has one function; this one has another number."),
    };

    private void End(DateTimeOffset begun, DateTimeOffset ready, DateTimeOffset done)
    {
        BigEndian.WriteInt32(output, WorkerNumbers.Timing);
        foreach (var at in new[] { begun, ready, done })
        {
            BigEndian.WriteInt64(output, at.ToUnixTimeMilliseconds());
        }

        // Bytes spilled, to memory and to disk.
        BigEndian.WriteInt64(output, 0);
        BigEndian.WriteInt64(output, 0);
        BigEndian.WriteInt32(output, WorkerNumbers.EndOfData);
        BigEndian.WriteInt32(output, 0);
        output.Flush();
        var isEnd = BigEndian.ReadInt32(input) == WorkerNumbers.EndOfStream;
        BigEndian.WriteInt32(output, isEnd ? WorkerNumbers.EndOfStream : WorkerNumbers.EndOfData);
        output.Flush();
        if (!isEnd)
        {
            throw new IOException("The executor says something else than that the task ends.");
        }
    }

    private void Tell(Exception failure)
    {
        BigEndian.WriteInt32(output, WorkerNumbers.Failed);
        WorkerWire.WriteText(output, Text(failure));
        output.Flush();
    }

    // Messages of exceptions may quote what was read; types and places do not.
    private static string Text(Exception failure)
    {
        if (failure is ArrowWorkerException known)
        {
            return known.Message;
        }

        var frames = new StackTrace(failure, fNeedFileInfo: false).GetFrames().Take(8)
            .Select(frame => frame.GetMethod() is { } method ? $"\n   at {method.DeclaringType?.FullName}.{method.Name}" : "");
        return $"{failure.GetType().FullName}{string.Concat(frames)}";
    }
}
