using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Spark.Rows;

/// <summary>Values of Arrow arrays as the engine hands them out; see <see cref="Core.Engines.IEngine.QueryAsync"/>.</summary>
internal static class CellReader
{
    private const long TicksPerMicrosecond = 10;

    /// <summary>The rows of a batch.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Rows(RecordBatch batch)
    {
        var columns = Enumerable.Range(0, batch.ColumnCount).Select(batch.Column).ToArray();
        for (var at = 0; at < batch.Length; at++)
        {
            var row = new object?[columns.Length];
            for (var column = 0; column < columns.Length; column++)
            {
                row[column] = Value(columns[column], at);
            }

            yield return row;
        }
    }

    private static object? Value(IArrowArray array, int at) => array.IsNull(at) ? null : array switch
    {
        StringArray text => text.GetString(at),
        BooleanArray flags => flags.GetValue(at),
        Int8Array numbers => (int)numbers.GetValue(at)!.Value,
        Int16Array numbers => (int)numbers.GetValue(at)!.Value,
        Int32Array numbers => numbers.GetValue(at),
        Int64Array numbers => numbers.GetValue(at),
        FloatArray numbers => (double)numbers.GetValue(at)!.Value,
        DoubleArray numbers => numbers.GetValue(at),
        Decimal128Array numbers => Decimal(numbers, at),
        Date32Array dates => dates.GetDateOnly(at),
        TimestampArray instants => Instant(instants.Values[at]),
        ListArray lists => List(lists, at),
        StructArray records => Record(records, at),
        _ => throw new NotSupportedException($"Rows with values of type {array.Data.DataType.Name} cannot be read."),
    };

    private static object Decimal(Decimal128Array numbers, int at)
    {
        var exact = new ExactDecimal(new BigInteger(numbers.ValueBuffer.Span.Slice((numbers.Offset + at) * 16, 16)), numbers.Scale);
        return exact.TryToDecimal(out var number) ? number : exact;
    }

    private static DateTimeOffset Instant(long microseconds) => new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TicksPerMicrosecond), TimeSpan.Zero);

    private static object?[] List(ListArray lists, int at)
    {
        var first = lists.ValueOffsets[at];
        var items = new object?[lists.ValueOffsets[at + 1] - first];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Value(lists.Values, first + i);
        }

        return items;
    }

    private static Dictionary<string, object?> Record(StructArray records, int at)
    {
        var type = (StructType)records.Data.DataType;
        var record = new Dictionary<string, object?>(type.Fields.Count, StringComparer.Ordinal);
        for (var i = 0; i < type.Fields.Count; i++)
        {
            record[type.Fields[i].Name] = Value(records.Fields[i], at);
        }

        return record;
    }
}
