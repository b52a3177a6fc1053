using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MetricCare.Spark.Rows;

namespace MetricCare.Spark.Client.Tests.Rows;

/// <summary>The frames around the rows, without a JVM.</summary>
public sealed class FramingTests
{
    private static readonly Schema Numbers = new([new Field("n", Int32Type.Default, false)], null);

    private static RecordBatch Batch(params int[] numbers) => new(Numbers, [new Int32Array.Builder().AppendRange(numbers).Build()], numbers.Length);

    private static byte[] ArrowStream(params RecordBatch[] batches)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, Numbers, leaveOpen: true))
        {
            writer.WriteStart();
            foreach (var batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    private static byte[] Ints(params int[] numbers) => [.. numbers.SelectMany(number => BitConverter.GetBytes(number).Reverse())];

    private static IEnumerable<int> Values(IEnumerable<RecordBatch> batches) => batches.SelectMany(batch => ((Int32Array)batch.Column(0)).Values.ToArray());

    [Fact]
    public void Batches_are_put_into_their_true_order()
    {
        byte[] sent = [.. ArrowStream(Batch(3), Batch(1, 2), Batch(4)), .. Ints(3, 1, 0, 2)];
        using var slow = new Trickle(sent);
        Assert.Equal([1, 2, 3, 4], Values(CollectedStream.Read(slow).Batches));
    }

    [Fact]
    public void No_rows_have_a_schema_all_the_same()
    {
        using var stream = new MemoryStream([.. ArrowStream(), .. Ints(0)]);
        var collected = CollectedStream.Read(stream);
        Assert.Empty(collected.Batches);
        Assert.Equal(["n"], collected.Schema.FieldsList.Select(column => column.Name));
    }

    [Fact]
    public void A_stream_cut_anywhere_is_an_error()
    {
        byte[] sent = [.. ArrowStream(Batch(1, 2), Batch(3)), .. Ints(2, 1, 0)];
        Assert.All(Enumerable.Range(0, sent.Length), length =>
        {
            using var cut = new Trickle(sent[..length]);
            Assert.Throws<EndOfStreamException>(() => CollectedStream.Read(cut));
        });
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0, 1, 2)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 0, 2)]
    [InlineData(-1)]
    public void An_order_that_does_not_fit_is_an_error(params int[] order)
    {
        using var stream = new Trickle([.. ArrowStream(Batch(1), Batch(2)), .. Ints(order)]);
        Assert.Throws<InvalidDataException>(() => CollectedStream.Read(stream));
    }

    [Fact]
    public void Partitions_are_asked_for_one_by_one()
    {
        var (schema, first, second) = (Message(), Message(Batch(1, 2)), Message(Batch(3)));
        using var dialogue = new Dialogue([.. Ints(1, first.Length), .. first, .. Ints(-1, 1, -1, 1, second.Length), .. second, .. Ints(-1, 0)]);
        using var reader = new ArrowStreamReader(new PartitionStream(schema, dialogue), leaveOpen: true);
        Assert.Equal([1, 2, 3], Values(All(reader)));
        Assert.Equal(Ints(1, 1, 1, 1), dialogue.Said);
    }

    [Fact]
    public void A_partition_that_failed_or_was_cut_is_not_the_end()
    {
        var (schema, first) = (Message(), Message(Batch(1, 2)));
        byte[] whole = [.. Ints(1, first.Length), .. first, .. Ints(-1, 0)];
        Assert.All(Enumerable.Range(0, whole.Length), length =>
        {
            using var dialogue = new Dialogue(whole[..length]);
            using var reader = new ArrowStreamReader(new PartitionStream(schema, dialogue), leaveOpen: true);
            Assert.Throws<EndOfStreamException>(() => All(reader));
        });
        using var failing = new Dialogue([.. Ints(1, first.Length), .. first, .. Ints(-1, -1)]);
        using var rows = new ArrowStreamReader(new PartitionStream(schema, failing), leaveOpen: true);
        Assert.Throws<InvalidDataException>(() => All(rows));
    }

    [Fact]
    public void Who_has_enough_says_so_between_partitions_only()
    {
        var (schema, first) = (Message(), Message(Batch(1, 2)));
        using var between = new Dialogue([]);
        new PartitionStream(schema, between).Stop();
        Assert.Equal(Ints(0), between.Said);
        using var inside = new Dialogue([.. Ints(1, first.Length), .. first]);
        var partitions = new PartitionStream(schema, inside);
        using var reader = new ArrowStreamReader(partitions, leaveOpen: true);
        Assert.NotNull(reader.ReadNextRecordBatch());
        partitions.Stop();
        Assert.Equal(Ints(1), inside.Said);
    }

    [Fact]
    public void A_stream_is_cut_into_pieces_that_say_their_length()
    {
        using var sent = new MemoryStream();
        using (var chunks = new ChunkStream(sent))
        {
            chunks.Write(new byte[3], 0, 3);
            chunks.Write(new byte[1 << 20], 0, 1 << 20);
            chunks.Finish();
        }

        Assert.Equal([.. Ints(1 << 20), .. new byte[1 << 20], .. Ints(3), .. new byte[3], .. Ints(-1)], sent.ToArray());
    }

    [Fact]
    public void The_secret_is_said_and_its_refusal_heard()
    {
        using var right = new Dialogue([.. Ints(2), .. "ok"u8]);
        DataSocket.Authenticate(right, "sécret");
        Assert.Equal([.. Ints(7), .. Encoding.UTF8.GetBytes("sécret")], right.Said);
        using var wrong = new Dialogue([.. Ints(3), .. "err"u8]);
        Assert.DoesNotContain("sécret", Assert.Throws<JvmLostException>(() => DataSocket.Authenticate(wrong, "sécret")).Message, StringComparison.Ordinal);
    }

    // Of a stream of one batch, what is neither schema nor end.
    private static byte[] Message(RecordBatch? batch = null)
    {
        var schema = ArrowStream()[..^8];
        return batch is null ? schema : ArrowStream(batch)[schema.Length..^8];
    }

    private static List<RecordBatch> All(ArrowStreamReader reader)
    {
        var batches = new List<RecordBatch>();
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>Gives three bytes at most, as a network may.</summary>
    private sealed class Trickle(byte[] bytes) : ReadStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            var some = Math.Min(Math.Min(buffer.Length, 3), bytes.Length - _at);
            bytes.AsSpan(_at, some).CopyTo(buffer);
            _at += some;
            return some;
        }
    }

    /// <summary>Answers what it was given, and keeps what it is told.</summary>
    private sealed class Dialogue(byte[] answers) : MemoryStream(answers, writable: false)
    {
        private readonly List<byte> _said = [];

        public IEnumerable<byte> Said => _said;

        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count) => _said.AddRange(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => _said.AddRange(buffer);
    }
}
