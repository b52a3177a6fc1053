using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace MetricCare.Spark.Rows;

/// <summary>What collectAsArrowToPython sends: a stream of Arrow in the order of arrival, and after it the true order.</summary>
internal sealed record CollectedStream(Schema Schema, IReadOnlyList<RecordBatch> Batches)
{
    /// <summary>Reads all of it. That the job succeeded it does not say: a failed job sends a whole stream too.</summary>
    /// <exception cref="EndOfStreamException">It ends in the middle.</exception>
    /// <exception cref="InvalidDataException">The order does not fit the batches.</exception>
    public static CollectedStream Read(Stream stream)
    {
        var arrived = new List<RecordBatch>();
        using var reader = new ArrowStreamReader(new EndlessStream(stream), leaveOpen: true);
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            arrived.Add(batch);
        }

        var order = new int[BigEndian.ReadInt32(stream) is var count && count == arrived.Count ? count : throw new InvalidDataException($"{arrived.Count} batches of rows came, and an order of {count}.")];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = BigEndian.ReadInt32(stream);
        }

        return order.Order().SequenceEqual(Enumerable.Range(0, order.Length))
            ? new CollectedStream(reader.Schema, [.. order.Select(at => arrived[at])])
            : throw new InvalidDataException("The order of the batches of rows is none.");
    }
}
