using System.Collections;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;
using DataType = Microsoft.Spark.Sql.Types.DataType;
using Sql = Microsoft.Spark.Sql.Types;
using StructType = Microsoft.Spark.Sql.Types.StructType;
using TimestampType = Apache.Arrow.Types.TimestampType;

namespace MetricCare.Spark.Rows;

/// <summary>Cells of Arrow arrays as Microsoft.Spark gives them.</summary>
internal static class CellReader
{
    private static readonly object True = true;
    private static readonly object False = false;

    private static readonly StructType VariantParts = new([new StructField("value", new Sql.BinaryType(), false), new StructField("metadata", new Sql.BinaryType(), false)]);

    /// <summary>The rows of a batch.</summary>
    public static IEnumerable<Row> Rows(RecordBatch batch, StructType schema)
    {
        var columns = schema.Fields.Select((column, at) => Of(column.DataType, batch.Column(at), column.Name)).ToArray();
        for (var at = 0; at < batch.Length; at++)
        {
            yield return new Row(Values(columns, at), schema);
        }
    }

    private static object?[] Values(Func<int, object?>[] columns, int at)
    {
        var values = new object?[columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i](at);
        }

        return values;
    }

    /// <summary>Reads the cell at an index. Which array it is, is looked at once and not for every cell.</summary>
    private static Func<int, object?> Of(DataType type, IArrowArray array, string column)
    {
        var read = Valid(type, array, column);
        return array.NullCount == 0 ? read : at => array.IsNull(at) ? null : read(at);
    }

    private static Func<int, object?> Valid(DataType type, IArrowArray array, string column) => array switch
    {
        NullArray => _ => null,
        StringArray text => at => text.GetString(at),
        LargeStringArray text => at => text.GetString(at),
        BooleanArray flags => at => flags.GetValue(at)!.Value ? True : False,
        Int8Array numbers => at => numbers.GetValue(at),
        Int16Array numbers => at => numbers.GetValue(at),
        Int32Array numbers => at => numbers.GetValue(at),
        Int64Array numbers => at => numbers.GetValue(at),
        FloatArray numbers => at => numbers.GetValue(at),
        DoubleArray numbers => at => numbers.GetValue(at),
        Decimal128Array numbers => at => Decimal(numbers, at, column),
        Date32Array dates => at => new Date(Day(dates.Values[at], column)),
        TimestampArray { Data.DataType: TimestampType { Timezone: null or "" } } times => at => Time(times.Values[at], DateTimeKind.Unspecified, column),
        TimestampArray times => at => new Timestamp(Time(times.Values[at], DateTimeKind.Utc, column)),
        DurationArray spans => at => Span(spans.Values[at], column),
        YearMonthIntervalArray months => at => months.GetValue(at)!.Value.Months,
        MonthDayNanosecondIntervalArray spans => at => Interval(spans.GetValue(at)!.Value),
        MapArray map when type is Sql.MapType spark => Map(spark, map, column),
        ListArray list when type is ArrayType spark => List(spark, list, column),
        StructArray parts when type is StructType spark => Struct(spark, parts, column),
        StructArray parts when type is OtherType => Struct(VariantParts, parts, column),
        BinaryArray bytes => at => bytes.GetBytes(at).ToArray(),
        LargeBinaryArray bytes => at => bytes.GetBytes(at).ToArray(),
        _ => throw new NotSupportedException($"Column {column} is {type.SimpleString} and came as {array.Data.DataType.Name}: such values cannot be read."),
    };

    private static Func<int, object?> List(ArrayType type, ListArray lists, string column)
    {
        var item = Of(type.ElementType, lists.Values, column);
        return at =>
        {
            var (from, to) = (lists.ValueOffsets[at], lists.ValueOffsets[at + 1]);
            var list = new ArrayList(to - from);
            for (var i = from; i < to; i++)
            {
                list.Add(item(i));
            }

            return list;
        };
    }

    private static Func<int, object?> Map(Sql.MapType type, MapArray maps, string column)
    {
        var (key, value) = (Of(type.KeyType, maps.Keys, column), Of(type.ValueType, maps.Values, column));
        return at =>
        {
            var (from, to) = (maps.ValueOffsets[at], maps.ValueOffsets[at + 1]);
            var map = new Hashtable(to - from);
            for (var i = from; i < to; i++)
            {
                map[key(i)!] = value(i);
            }

            return map;
        };
    }

    private static Func<int, object?> Struct(StructType type, StructArray structs, string column)
    {
        var parts = type.Fields.Select((part, i) => Of(part.DataType, structs.Fields[i], $"{column}.{part.Name}")).ToArray();
        return at => new Row(Values(parts, at), type);
    }

    private static decimal Decimal(Decimal128Array numbers, int at, string column)
    {
        var unscaled = new BigInteger(numbers.ValueBuffer.Span.Slice((numbers.Offset + at) * 16, 16));
        return ExactNumber.TryDecimal(unscaled, numbers.Scale, out var number)
            ? number
            : throw new OverflowException($"Column {column} is {numbers.Data.DataType.Name}({numbers.Precision},{numbers.Scale}) and holds a number with more digits than a System.Decimal: "
                + "cast it to string or to a shorter decimal in the query, or read it with ArrowResult.");
    }

    private static DateTime Day(int day, string column) => Within(day * TimeSpan.TicksPerDay, DateTimeKind.Unspecified, column);

    private static DateTime Time(long microseconds, DateTimeKind kind, string column) => Within(Ticks(microseconds, column), kind, column);

    private static DateTime Within(long ticks, DateTimeKind kind, string column)
    {
        var all = (Int128)ticks + DateTime.UnixEpoch.Ticks;
        return all >= 0 && all <= DateTime.MaxValue.Ticks
            ? new DateTime((long)all, kind)
            : throw new OverflowException($"Column {column} holds a date outside of the years 1 to 9999: cast it to string in the query, or read it with ArrowResult.");
    }

    private static TimeSpan Span(long microseconds, string column) => new TimeSpan(Ticks(microseconds, column));

    private static long Ticks(long microseconds, string column)
    {
        var ticks = (Int128)microseconds * TimeSpan.TicksPerMicrosecond;
        return ticks >= long.MinValue && ticks <= long.MaxValue
            ? (long)ticks
            : throw new OverflowException($"Column {column} holds a time that .NET cannot tell: cast it to string in the query, or read it with ArrowResult.");
    }

    private static CalendarInterval Interval(Apache.Arrow.Scalars.MonthDayNanosecondInterval span) => new CalendarInterval(span.Months, span.Days, span.Nanoseconds / 1000);
}
