using Apache.Arrow;

namespace MetricCare.Spark;

/// <summary>Work on one partition of a frame, done by a process of ours beside the executor: rows in, rows out.</summary>
public interface IArrowMap
{
    /// <summary>Columns of the rows that come out: those of the DDL that <see cref="ArrowMap.Apply"/> was given, in the types that Spark reads.</summary>
    Schema Output { get; }

    /// <summary>Maps one partition. A task may be tried again, so nothing outside of the rows may be left behind.</summary>
    /// <param name="rows">Batches with the columns of the frame; each is gone when the next is asked for. What is not read is passed over.</param>
    /// <param name="emit">Takes a batch with the columns of <see cref="Output"/> and hands it on at once; the batch stays the caller's.</param>
    /// <param name="cancel">Spark wants no more of this task.</param>
    void Run(IEnumerable<RecordBatch> rows, Action<RecordBatch> emit, CancellationToken cancel);
}
