using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MetricCare.Spark.Rows;

namespace MetricCare.Spark.Workers;

/// <summary>The rows of a task that comes as one struct per row, and goes back so.</summary>
internal sealed class TaskRows(Stream input, Stream output, Schema columns) : IDisposable
{
    private readonly ArrowStreamReader _reader = new(new EndlessStream(input), leaveOpen: true);
    private readonly Schema _written = new([new Field("_0", new StructType([.. columns.FieldsList]), nullable: true)], null);
    private ArrowStreamWriter? _writer;
    private bool _isRead;

    /// <summary>Batches with the columns of the frame.</summary>
    public IEnumerable<RecordBatch> Read()
    {
        while (Next() is { } batch)
        {
            using (batch)
            {
                var row = (StructArray)batch.Column(0);
                yield return new RecordBatch(new Schema([.. ((StructType)row.Data.DataType).Fields], null), row.Fields, batch.Length);
            }
        }
    }

    /// <summary>Hands a batch on.</summary>
    public void Write(RecordBatch batch)
    {
        if (_writer is null)
        {
            BigEndian.WriteInt32(output, WorkerNumbers.StartOfRows);
            _writer = new ArrowStreamWriter(output, _written, leaveOpen: true);
        }

        var fields = Enumerable.Range(0, batch.ColumnCount).Select(batch.Column);
        var row = new StructArray(_written.FieldsList[0].DataType, batch.Length, fields, ArrowBuffer.Empty, nullCount: 0);
        _writer.WriteRecordBatch(new RecordBatch(_written, [row], batch.Length));
    }

    /// <summary>Reads what the map left unread; the words after the rows follow them.</summary>
    public void Drain()
    {
        while (Next() is { } batch)
        {
            batch.Dispose();
        }
    }

    // After the end of the rows the stream goes on with other things, which are not Arrow's to read.
    private RecordBatch? Next()
    {
        var batch = _isRead ? null : _reader.ReadNextRecordBatch();
        _isRead = batch is null;
        return batch;
    }

    /// <summary>Ends the rows. Also before an error: without the end of the rows the executor does not understand what follows.</summary>
    public void End() => _writer?.WriteEnd();

    public void Dispose()
    {
        _reader.Dispose();
        _writer?.Dispose();
    }
}
