using Apache.Arrow;
using Apache.Arrow.Types;
using Microsoft.Spark.Sql.Types;
using BinaryType = Apache.Arrow.Types.BinaryType;
using BooleanType = Apache.Arrow.Types.BooleanType;
using DoubleType = Apache.Arrow.Types.DoubleType;
using FloatType = Apache.Arrow.Types.FloatType;
using MapType = Apache.Arrow.Types.MapType;
using NullType = Apache.Arrow.Types.NullType;
using StringType = Apache.Arrow.Types.StringType;
using StructType = Apache.Arrow.Types.StructType;
using TimestampType = Apache.Arrow.Types.TimestampType;

namespace MetricCare.Spark.Rows;

/// <summary>The writer of each type, and which .NET values it takes.</summary>
internal static class ColumnWriters
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public static ColumnWriter Of(Field column, string name, RowPosition position) => column.DataType switch
    {
        NullType => new NothingWriter(column, name, position),
        BooleanType => new FlagWriter(column, name, position),
        Int8Type => Whole<sbyte>(column, name, position, sbyte.MinValue, sbyte.MaxValue),
        Int16Type => Whole<short>(column, name, position, short.MinValue, short.MaxValue),
        Int32Type => Whole<int>(column, name, position, int.MinValue, int.MaxValue),
        Int64Type => Whole<long>(column, name, position, long.MinValue, long.MaxValue),
        FloatType => new FixedWriter<float>(column, name, position, value => value as float?),
        DoubleType => new FixedWriter<double>(column, name, position, value => value switch { double number => number, float number => number, int number => number, _ => null }),
        Decimal128Type type => new FixedWriter<Int128>(column, name, position, value => ExactNumber.Unscaled(value, type.Precision, type.Scale)),
        StringType => new BytesWriter(column, name, position, isText: true, isLarge: false),
        LargeStringType => new BytesWriter(column, name, position, isText: true, isLarge: true),
        BinaryType => new BytesWriter(column, name, position, isText: false, isLarge: false),
        LargeBinaryType => new BytesWriter(column, name, position, isText: false, isLarge: true),
        Date32Type => new FixedWriter<int>(column, name, position, Day),
        TimestampType { Timezone: null } => new FixedWriter<long>(column, name, position, value => value is DateTime { Kind: DateTimeKind.Unspecified } time ? Microseconds(time) : null),
        TimestampType => new FixedWriter<long>(column, name, position, Instant),
        IntervalType => Whole<int>(column, name, position, int.MinValue, int.MaxValue),
        DurationType => new FixedWriter<long>(column, name, position, value => value is TimeSpan span ? Microseconds(span.Ticks) : null),
        MapType type => new MapWriter(column, name, position, Of(type.KeyField, $"{name}.key", position), Of(type.ValueField, $"{name}.value", position)),
        ListType type => new ListWriter(column, name, position, Of(type.ValueField, $"{name}.element", position)),
        StructType type => new StructWriter(column, name, position, [.. type.Fields.Select(part => Of(part, $"{name}.{part.Name}", position))]),
        var type => throw new NotSupportedException($"Column {name} has the Arrow type {type.Name}, which no rows are written in."),
    };

    private static FixedWriter<T> Whole<T>(Field column, string name, RowPosition position, long least, long most)
        where T : struct, System.Numerics.INumber<T> =>
        new(column, name, position, value => value is sbyte or byte or short or ushort or int or uint or long && Convert.ToInt64(value) is var number && number >= least && number <= most
            ? T.CreateChecked(number)
            : null);

    // A time of day would be lost.
    private static int? Day(object value) => value switch
    {
        Date date => DateOnly.FromDateTime(date.ToDateTime()).DayNumber - Epoch,
        DateOnly date => date.DayNumber - Epoch,
        DateTime { TimeOfDay.Ticks: 0 } date => DateOnly.FromDateTime(date).DayNumber - Epoch,
        _ => null,
    };

    private static long? Instant(object value) => value switch
    {
        Timestamp timestamp => Microseconds(timestamp.ToDateTime()),
        DateTimeOffset time => Microseconds(time.UtcDateTime),
        DateTime { Kind: DateTimeKind.Utc or DateTimeKind.Local } time => Microseconds(time.ToUniversalTime()),
        _ => null,
    };

    private static long? Microseconds(DateTime time) => Microseconds(time.Ticks - DateTime.UnixEpoch.Ticks);

    private static long? Microseconds(long ticks) => ticks % TimeSpan.TicksPerMicrosecond == 0 ? ticks / TimeSpan.TicksPerMicrosecond : null;
}
