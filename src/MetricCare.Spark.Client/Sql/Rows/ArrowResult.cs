using Apache.Arrow;
using Apache.Arrow.Ipc;
using MetricCare.Spark.Rows;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark;

/// <summary>
/// The rows of a frame of Spark as Arrow batches: exact (decimals with all 38 digits, microseconds) and without an object per cell.
/// Batches come in the order of the frame, and can be read once; each belongs to the reader, who disposes it.
/// </summary>
/// <remarks>An error of the job or of the connection is always thrown, never taken for the end of the rows. A cancelled token closes the connection; the job itself is cancelled through its job group.</remarks>
public sealed class ArrowResult : IDisposable
{
    private readonly Action _close;
    private IEnumerable<RecordBatch>? _batches;

    private ArrowResult(Schema schema, IEnumerable<RecordBatch> batches, long? count, Action close) => (Schema, _batches, Count, _close) = (schema, batches, count, close);

    /// <summary>The columns, in Spark's Arrow types.</summary>
    public Schema Schema { get; }

    /// <summary>Number of rows; null for those that are read as they come.</summary>
    public long? Count { get; }

    /// <summary>Runs one job over all partitions at once and waits for its end: the quickest way. All rows are in memory, here and in the JVM (spark.driver.maxResultSize is the limit).</summary>
    /// <param name="dataset">A frame, or a reference to a Dataset in the JVM.</param>
    /// <exception cref="NotSupportedException">A column is of a type that Spark does not hand out in Arrow.</exception>
    /// <exception cref="Exception">The job failed; the inner exception is a <see cref="JavaException"/>.</exception>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public static ArrowResult Collect(IJvmObjectReferenceProvider dataset, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return UnsupportedColumns.Explain(dataset.Reference, () =>
        {
            using var socket = DataSocket.Open((JvmObjectReference)dataset.Reference.Invoke("collectAsArrowToPython")!, cancel);
            var collected = socket.Do(CollectedStream.Read);
            socket.Result();
            return new ArrowResult(collected.Schema, collected.Batches, collected.Batches.Sum(batch => (long)batch.Length), () => { });
        });
    }

    /// <summary>Reads one partition after the other, a job for each: no more than one of them (two with prefetch) is in memory.</summary>
    /// <param name="dataset">A frame, or a reference to a Dataset in the JVM.</param>
    /// <param name="prefetch">The next partition is computed while one is read.</param>
    /// <inheritdoc cref="Collect" path="/exception"/>
    public static ArrowResult Open(IJvmObjectReferenceProvider dataset, bool prefetch = false, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var frame = dataset.Reference;
        var schema = SchemaMessage(frame, cancel);
        var rdd = (JvmObjectReference)frame.Invoke("toArrowBatchRdd")!;
        var socket = DataSocket.Open((JvmObjectReference)frame.Jvm.CallStaticJavaMethod("org.apache.spark.api.python.PythonRDD", "toLocalIteratorAndServe", rdd, prefetch)!, cancel);
        var partitions = new PartitionStream(schema, socket.Stream);
        var reader = new ArrowStreamReader(partitions, leaveOpen: true);
        return new ArrowResult(new ArrowStreamReader(schema).Schema, Partitions(reader, socket), null, () => Close(partitions, reader, socket));
    }

    /// <summary>The rows. A second reading is refused.</summary>
    public IEnumerable<RecordBatch> Batches() =>
        Interlocked.Exchange(ref _batches, null) ?? throw new InvalidOperationException("The rows of this result were read before, or it is closed.");

    public void Dispose()
    {
        _batches = null;
        _close();
    }

    private static IEnumerable<RecordBatch> Partitions(ArrowStreamReader reader, DataSocket socket)
    {
        while (socket.Do(_ => reader.ReadNextRecordBatch()) is { } batch)
        {
            yield return batch;
        }
    }

    private static void Close(PartitionStream partitions, ArrowStreamReader reader, DataSocket socket)
    {
        try
        {
            partitions.Stop();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Then it has ended already.
        }

        reader.Dispose();
        socket.Dispose();
    }

    // Of no rows at all Spark sends the schema, the end of the stream and an order of none.
    private static ReadOnlyMemory<byte> SchemaMessage(JvmObjectReference frame, CancellationToken cancel) => UnsupportedColumns.Explain(frame, () =>
    {
        const int EndAndOrder = 12;
        var nothing = (JvmObjectReference)frame.Invoke("limit", 0)!;
        using var socket = DataSocket.Open((JvmObjectReference)nothing.Invoke("collectAsArrowToPython")!, cancel);
        var bytes = socket.Do(stream =>
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.Length > EndAndOrder ? copy.ToArray() : throw new EndOfStreamException("There is no schema.");
        });
        socket.Result();
        return bytes.AsMemory(..^EndAndOrder);
    });
}
