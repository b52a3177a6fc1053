using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using MetricCare.Core.Relations;
using Column = MetricCare.Core.Relations.Column;

namespace MetricCare.Engines.Spark.Rows;

/// <summary>Rows as Arrow batches, in exactly the types that Spark expects of the columns.</summary>
internal static class BatchWriter
{
    private const int RowsPerBatch = 100_000;
    private const int DecimalWidth = 16;
    private const long TicksPerMicrosecond = 10;

    public static Schema SchemaOf(RelationShape shape) => new([.. shape.Columns.Select(FieldOf)], null);

    /// <summary>Batches of many rows: each becomes a task of Spark.</summary>
    public static IEnumerable<RecordBatch> Batches(RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        var schema = SchemaOf(shape);
        var some = new List<IReadOnlyList<object?>>();
        foreach (var row in rows)
        {
            if (some.Count % 1024 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            some.Add(row);
            if (some.Count == RowsPerBatch)
            {
                yield return Batch(schema, shape, some);
                some.Clear();
            }
        }

        if (some.Count > 0)
        {
            yield return Batch(schema, shape, some);
        }
    }

    private static RecordBatch Batch(Schema schema, RelationShape shape, List<IReadOnlyList<object?>> rows) => new(
        schema,
        shape.Columns.Select((column, at) => Array(column.Type, rows.ConvertAll(row => row[at]))),
        rows.Count);

    private static Field FieldOf(Column column) => new(column.Name, TypeOf(column.Type), nullable: true);

    private static ArrowType TypeOf(ColumnType type) => type switch
    {
        _ when type == ColumnType.Text => StringType.Default,
        _ when type == ColumnType.Boolean => BooleanType.Default,
        _ when type == ColumnType.Int => Int32Type.Default,
        _ when type == ColumnType.BigInt => Int64Type.Default,
        _ when type == ColumnType.Double => DoubleType.Default,
        _ when type == ColumnType.Date => Date32Type.Default,
        _ when type == ColumnType.Instant => InstantType,
        ColumnType.Decimal number => new Decimal128Type(number.Precision, number.Scale),
        ColumnType.List list => new ListType(FieldOf(new Column("element", list.Item))),
        ColumnType.Struct record => new StructType([.. record.Fields.Select(FieldOf)]),
        _ => throw new NotSupportedException($"Rows with columns of type {type} cannot be loaded."),
    };

    private static readonly TimestampType InstantType = new(TimeUnit.Microsecond, "UTC");

    private static IArrowArray Array(ColumnType type, List<object?> values) => type switch
    {
        _ when type == ColumnType.Text => Text(values),
        _ when type == ColumnType.Boolean => Built(new BooleanArray.Builder(), values, (builder, value) => builder.Append((bool)value), builder => builder.AppendNull()).Build(),
        _ when type == ColumnType.Int => Numbers(values),
        _ when type == ColumnType.BigInt => Built(new Int64Array.Builder(), values, (builder, value) => builder.Append(Convert.ToInt64(value)), builder => builder.AppendNull()).Build(),
        _ when type == ColumnType.Double => Built(new DoubleArray.Builder(), values, (builder, value) => builder.Append(Convert.ToDouble(value)), builder => builder.AppendNull()).Build(),
        _ when type == ColumnType.Date => Dates(values),
        _ when type == ColumnType.Instant => Instants(values),
        ColumnType.Decimal number => Decimals(number, values),
        ColumnType.List list => Lists(list, values),
        ColumnType.Struct record => Records(record, values),
        _ => throw new NotSupportedException($"Rows with columns of type {type} cannot be loaded."),
    };

    private static TBuilder Built<TBuilder>(TBuilder builder, List<object?> values, Action<TBuilder, object> append, Action<TBuilder> appendNull)
    {
        foreach (var value in values)
        {
            if (value is null)
            {
                appendNull(builder);
            }
            else
            {
                append(builder, value);
            }
        }

        return builder;
    }

    private static StringArray Text(List<object?> values) =>
        Built(new StringArray.Builder(), values, (builder, value) => builder.Append((string)value), builder => builder.AppendNull()).Build();

    private static Int32Array Numbers(List<object?> values) =>
        Built(new Int32Array.Builder(), values, (builder, value) => builder.Append(Convert.ToInt32(value)), builder => builder.AppendNull()).Build();

    private static Date32Array Dates(List<object?> values)
    {
        var days = Numbers(values.ConvertAll(value => value is DateOnly date ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : (object?)null));
        return new Date32Array(days.ValueBuffer, days.NullBitmapBuffer, days.Length, days.NullCount, 0);
    }

    private static TimestampArray Instants(List<object?> values)
    {
        var builder = Built(
            new Int64Array.Builder(),
            values,
            (numbers, value) => numbers.Append((((DateTimeOffset)value).UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond),
            numbers => numbers.AppendNull());
        var array = builder.Build();
        return new TimestampArray(InstantType, array.ValueBuffer, array.NullBitmapBuffer, array.Length, array.NullCount, 0);
    }

    private static Decimal128Array Decimals(ColumnType.Decimal type, List<object?> values)
    {
        var bytes = new byte[values.Count * DecimalWidth];
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] is { } value)
            {
                var exact = value is ExactDecimal number ? number : ExactDecimal.From(Convert.ToDecimal(value));
                if (!exact.TryRescale(type.Scale, out var scaled) || BigInteger.Abs(scaled.Unscaled) >= BigInteger.Pow(10, type.Precision))
                {
                    throw new NotSupportedException($"A number does not fit {type}.");
                }

                var cell = bytes.AsSpan(at * DecimalWidth, DecimalWidth);
                cell.Fill(scaled.Unscaled.Sign < 0 ? byte.MaxValue : (byte)0);
                scaled.Unscaled.TryWriteBytes(cell, out _);
            }
        }

        return new Decimal128Array(Data(new Decimal128Type(type.Precision, type.Scale), values, [new ArrowBuffer(bytes)]));
    }

    private static ListArray Lists(ColumnType.List type, List<object?> values)
    {
        var offsets = new ArrowBuffer.Builder<int>();
        var items = new List<object?>();
        offsets.Append(0);
        foreach (var value in values)
        {
            items.AddRange(value as IReadOnlyList<object?> ?? []);
            offsets.Append(items.Count);
        }

        return new ListArray(Data(TypeOf(type), values, [offsets.Build()], [Array(type.Item, items).Data]));
    }

    private static StructArray Records(ColumnType.Struct type, List<object?> values)
    {
        var fields = type.Fields.Select(field =>
            Array(field.Type, values.ConvertAll(value => value is IReadOnlyDictionary<string, object?> record ? record.GetValueOrDefault(field.Name) : null)).Data);
        return new StructArray(Data(TypeOf(type), values, [], [.. fields]));
    }

    private static ArrayData Data(ArrowType type, List<object?> values, ArrowBuffer[] buffers, ArrayData[]? children = null)
    {
        var valid = new ArrowBuffer.BitmapBuilder(values.Count);
        values.ForEach(value => valid.Append(value is not null));
        return new ArrayData(type, values.Count, valid.UnsetBitCount, 0, [valid.Build(), .. buffers], children);
    }
}
