using System.Collections;
using System.Globalization;
using CsCheck;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Client.Tests.Rows;

/// <summary>Schemas and rows that fit them.</summary>
internal static class RandomRows
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf(string.Empty, "a", "é", "😀", "line\nfeed", "\r\n", "\u2028", "\0", "null", "'\"\\"),
        Gen.Char['\u0020', '\uD7FF'].Array[0, 12].Select(letters => new string(letters)));

    private static readonly Gen<Timestamp> Instants = Gen.Long[0, DateTime.MaxValue.Ticks / 10].Select(microseconds => new Timestamp(new DateTime(microseconds * 10, DateTimeKind.Utc)));

    private static readonly (DataType Type, Gen<object> Values)[] Scalars =
    [
        (new BooleanType(), Gen.Bool.Select(value => (object)value)),
        (new ByteType(), Gen.SByte.Select(value => (object)value)),
        (new ShortType(), Gen.Short.Select(value => (object)value)),
        (new IntegerType(), Gen.Int.Select(value => (object)value)),
        (new LongType(), Gen.Long.Select(value => (object)value)),
        (new FloatType(), Gen.Float.Select(value => (object)value)),
        (new DoubleType(), Gen.OneOf(Gen.Double, Gen.OneOf(double.NaN, double.NegativeInfinity, 0.1, double.Epsilon)).Select(value => (object)value)),
        (new DecimalType(20, 4), Gen.Long[-999_999_999_999, 999_999_999_999].Select(value => (object)(value / 10_000m + 0.0000m))),
        (new DecimalType(38, 0), Gen.OneOf<object>(79228162514264337593543950335m, -1m, 0m)),
        (new StringType(), Text.Select(value => (object)value)),
        (new BinaryType(), Gen.Byte.Array[0, 9].Select(value => (object)value)),
        (new DateType(), Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(day => (object)new Date(DateOnly.FromDayNumber(day).ToDateTime(default)))),
        (new TimestampType(), Instants.Select(value => (object)value)),
        (DataType.ParseDataType("\"timestamp_ntz\""), Instants.Select(value => (object)DateTime.SpecifyKind(value.ToDateTime(), DateTimeKind.Unspecified))),
        (DataType.ParseDataType("\"interval day to second\""), Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Select(value => (object)TimeSpan.FromMicroseconds(value))),
        (DataType.ParseDataType("\"interval year to month\""), Gen.Int.Select(value => (object)value)),
    ];

    private static readonly Gen<(DataType Type, Gen<object> Values)> Scalar = Gen.Int[0, Scalars.Length - 1].Select(at => Scalars[at]);

    /// <summary>A schema of up to six columns, nested up to three times, and up to 40 rows.</summary>
    public static readonly Gen<(StructType Schema, GenericRow[] Rows)> Frames =
        Gen.Select(Kind(2), Gen.Bool).Array[1, 6].SelectMany(columns => Rows(
            [.. columns.Select((column, at) => new StructField($"c{at.ToString(CultureInfo.InvariantCulture)}", column.Item1.Type, column.Item2))],
            [.. columns.Select(column => Nullable(column.Item1.Values, column.Item2))]));

    private static Gen<(DataType Type, Gen<object> Values)> Kind(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, Gen.Select(Kind(depth - 1), Gen.Bool).Select((item, hasNulls) => ((DataType)new ArrayType(item.Type, hasNulls), List(item.Values, hasNulls)))),
        (1, Gen.Select(Kind(depth - 1), Gen.Bool).Select((value, hasNulls) => ((DataType)new MapType(new StringType(), value.Type, hasNulls), Map(value.Values, hasNulls)))),
        (1, Gen.Select(Kind(depth - 1), Gen.Bool).Array[1, 3].Select(Struct)));

    private static (DataType Type, Gen<object> Values) Struct(((DataType Type, Gen<object> Values) Kind, bool IsNullable)[] parts)
    {
        var type = new StructType(parts.Select((part, at) => new StructField($"p{at.ToString(CultureInfo.InvariantCulture)}", part.Kind.Type, part.IsNullable)));
        return (type, Values(parts.Select(part => Nullable(part.Kind.Values, part.IsNullable)).ToArray()).Select(values => (object)new Row(values, type)));
    }

    private static Gen<object> List(Gen<object> items, bool hasNulls) => Nullable(items, hasNulls).Array[0, 4].Select(values => (object)new ArrayList(values));

    private static Gen<object> Map(Gen<object> values, bool hasNulls) => Gen.Select(Text, Nullable(values, hasNulls)).Array[0, 4].Select(entries =>
    {
        var map = new Hashtable();
        foreach (var (key, value) in entries)
        {
            map[key] = value;
        }

        return (object)map;
    });

    private static Gen<object?> Nullable(Gen<object> values, bool isNullable) => isNullable
        ? Gen.Frequency((1, Gen.Const(() => default(object?))), (4, values.Select(value => (object?)value)))
        : values.Select(value => (object?)value);

    private static Gen<object?[]> Values(Gen<object?>[] columns) =>
        columns.Aggregate(Gen.Const(Array.Empty<object?>()), (some, next) => Gen.Select(some, next, (values, value) => values.Append(value).ToArray()));

    private static Gen<(StructType Schema, GenericRow[] Rows)> Rows(StructField[] columns, Gen<object?>[] values) =>
        Values(values).Select(row => new GenericRow(row)).Array[0, 40].Select(rows => (new StructType(columns), rows));
}
