namespace MetricCare.Spark.Rows;

/// <summary>Partitions that are asked for one by one, as one stream of Arrow: the schema first, then the batches as they come.</summary>
/// <param name="schema">The message with the schema.</param>
/// <param name="stream">The dialogue that PythonRDD.toLocalIteratorAndServe leads: 1 asks for a partition, 0 ends it.</param>
internal sealed class PartitionStream(ReadOnlyMemory<byte> schema, Stream stream) : ReadStream
{
    private const int Next = 1;
    private const int Enough = 0;
    private const int EndOfPartition = -1;

    private ReadOnlyMemory<byte> _schema = schema;
    private int _left;
    private State _state = State.BetweenPartitions;

    private enum State
    {
        BetweenPartitions,
        InPartition,
        Finished,
    }

    /// <exception cref="InvalidDataException">The job failed.</exception>
    /// <exception cref="EndOfStreamException">It ends in the middle.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
        {
            return 0;
        }

        if (_schema.Length > 0)
        {
            var some = Math.Min(buffer.Length, _schema.Length);
            _schema.Span[..some].CopyTo(buffer);
            _schema = _schema[some..];
            return some;
        }

        while (_left == 0)
        {
            if (_state == State.Finished)
            {
                return 0;
            }

            Advance();
        }

        var read = stream.Read(buffer[..Math.Min(buffer.Length, _left)]);
        _left -= read > 0 ? read : throw new EndOfStreamException("The rows end in the middle.");
        return read;
    }

    /// <summary>Tells the other side that nothing more is wanted, where it listens.</summary>
    public void Stop()
    {
        if (_state == State.BetweenPartitions)
        {
            _state = State.Finished;
            BigEndian.WriteInt32(stream, Enough);
            stream.Flush();
        }
    }

    private void Advance()
    {
        if (_state == State.BetweenPartitions)
        {
            BigEndian.WriteInt32(stream, Next);
            stream.Flush();
            _state = BigEndian.ReadInt32(stream) switch
            {
                0 => State.Finished,
                1 => State.InPartition,
                _ => throw new InvalidDataException("A partition failed."),
            };
            return;
        }

        var length = BigEndian.ReadInt32(stream);
        (_left, _state) = length switch
        {
            >= 0 => (length, State.InPartition),
            EndOfPartition => (0, State.BetweenPartitions),
            _ => throw new InvalidDataException("A length of rows is negative."),
        };
    }
}
