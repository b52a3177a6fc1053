using Apache.Arrow;
using Microsoft.Spark.Sql;

namespace MetricCare.Spark.Rows;

/// <summary>Rows as Arrow batches.</summary>
internal static class RowWriter
{
    // Each batch is a partition of Spark: a hundred small ones cost more than one that is large.
    private const int RowsPerBatch = 250_000;
    private const long BytesPerBatch = 64 << 20;

    /// <summary>Batches that are built as they are asked for.</summary>
    /// <exception cref="ArgumentException">A row or a value does not fit the schema.</exception>
    public static IEnumerable<RecordBatch> Batches(IEnumerable<GenericRow> rows, Schema schema)
    {
        var position = new RowPosition();
        var writers = schema.FieldsList.Select(column => ColumnWriters.Of(column, column.Name, position)).ToArray();
        var count = 0;
        foreach (var row in rows)
        {
            position.Row++;
            Append(row, writers, position);
            if (++count == RowsPerBatch || position.Bytes > BytesPerBatch)
            {
                yield return Batch(schema, writers, count);
                (count, position.Bytes) = (0, 0);
            }
        }

        if (count > 0)
        {
            yield return Batch(schema, writers, count);
        }
    }

    private static void Append(GenericRow row, ColumnWriter[] writers, RowPosition position)
    {
        if (row.Size() != writers.Length)
        {
            throw new ArgumentException($"Row {position.Row} has {row.Size()} values; the schema has {writers.Length} columns.");
        }

        for (var i = 0; i < writers.Length; i++)
        {
            writers[i].Append(row.Values[i]);
        }
    }

    private static RecordBatch Batch(Schema schema, ColumnWriter[] writers, int count) => new(schema, writers.Select(writer => ArrowArrayFactory.BuildArray(writer.Build())), count);
}
