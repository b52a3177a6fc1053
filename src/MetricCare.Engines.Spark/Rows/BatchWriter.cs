using System.Collections;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using Column = MetricCare.Core.Relations.Column;

namespace MetricCare.Engines.Spark.Rows;

/// <summary>Rows as Arrow batches, in exactly the types that Spark expects of the columns. A value that does not fit its type exactly is refused.</summary>
internal static class BatchWriter
{
    private const int RowsPerBatch = 100_000;

    private static readonly TimestampType InstantType = new(TimeUnit.Microsecond, "UTC");

    public static Schema SchemaOf(RelationShape shape) => new([.. shape.Columns.Select(FieldOf)], null);

    /// <summary>Batches of many rows: each becomes a task of Spark.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.DefinitionInvalid"/>: a value or a row that does not fit.</exception>
    public static IEnumerable<RecordBatch> Batches(RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        var schema = SchemaOf(shape);
        var some = new List<IReadOnlyList<object?>>();
        foreach (var row in rows)
        {
            if (some.Count % 1024 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            if (row.Count != shape.Columns.Count)
            {
                throw new MetricCareException(ExitCode.DefinitionInvalid, $"A row for {relation} has {row.Count} values; the relation has {shape.Columns.Count} columns.");
            }

            some.Add(row);
            if (some.Count == RowsPerBatch)
            {
                yield return Batch(schema, relation, shape, some);
                some.Clear();
            }
        }

        if (some.Count > 0)
        {
            yield return Batch(schema, relation, shape, some);
        }
    }

    private static RecordBatch Batch(Schema schema, RelationName relation, RelationShape shape, List<IReadOnlyList<object?>> rows) => new(
        schema,
        shape.Columns.Select((column, at) => ArrowArrayFactory.BuildArray(Array(column.Type, rows.ConvertAll(row => row[at]), $"{relation}.{column.Name}"))),
        rows.Count);

    private static Field FieldOf(Column column) => new(column.Name, TypeOf(column.Type), nullable: true);

    private static ArrowType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Scalar { Name: "string" } => StringType.Default,
        ColumnType.Scalar { Name: "boolean" } => BooleanType.Default,
        ColumnType.Scalar { Name: "int" } => Int32Type.Default,
        ColumnType.Scalar { Name: "bigint" } => Int64Type.Default,
        ColumnType.Scalar { Name: "double" } => DoubleType.Default,
        ColumnType.Scalar { Name: "date" } => Date32Type.Default,
        ColumnType.Scalar { Name: "instant" } => InstantType,
        ColumnType.Decimal number => new Decimal128Type(number.Precision, number.Scale),
        ColumnType.List list => new ListType(FieldOf(new Column("element", list.Item))),
        ColumnType.Struct record => new StructType([.. record.Fields.Select(FieldOf)]),
        _ => throw new NotSupportedException($"Rows with columns of type {type} cannot be loaded."),
    };

    private static ArrayData Array(ColumnType type, List<object?> values, string column) => type switch
    {
        ColumnType.List list => Lists(list, values, column),
        ColumnType.Struct record => Records(record, values, column),
        ColumnType.Scalar { Name: "string" } => Text(values, column),
        ColumnType.Scalar { Name: "boolean" } => Flags(values, column),
        ColumnType.Scalar { Name: "int" } => Fixed<int>(type, values, column, value =>
            value is int or short or long or sbyte or byte && Convert.ToInt64(value) is >= int.MinValue and <= int.MaxValue ? Convert.ToInt32(value) : null),
        ColumnType.Scalar { Name: "bigint" } => Fixed<long>(type, values, column, value => value is int or short or long or sbyte or byte or uint ? Convert.ToInt64(value) : null),
        ColumnType.Scalar { Name: "double" } => Fixed<double>(type, values, column, value => value is double or float or decimal or int or long ? Convert.ToDouble(value) : null),
        ColumnType.Scalar { Name: "date" } => Fixed<int>(type, values, column, value => value is DateOnly date ? date.DayNumber - new DateOnly(1970, 1, 1).DayNumber : null),
        ColumnType.Scalar { Name: "instant" } => Fixed<long>(type, values, column, value => value is DateTimeOffset instant ? Microseconds(instant) : null),
        ColumnType.Decimal number => Fixed<Int128>(type, values, column, value => value is decimal or ExactDecimal or int or long or BigInteger ? Unscaled(number, Exact(value), column) : null),
        _ => throw new NotSupportedException($"Rows with columns of type {type} cannot be loaded."),
    };

    private static ArrayData Fixed<T>(ColumnType type, List<object?> values, string column, Func<object, T?> fit)
        where T : struct
    {
        var cells = new ArrowBuffer.Builder<T>(values.Count);
        foreach (var value in values)
        {
            cells.Append(value is null ? default : fit(value) ?? throw Misfit(value, type, column));
        }

        return Data(TypeOf(type), values, [cells.Build()]);
    }

    private static ArrayData Text(List<object?> values, string column)
    {
        var builder = new StringArray.Builder();
        foreach (var value in values)
        {
            _ = value switch
            {
                null => builder.AppendNull(),
                string text => builder.Append(text),
                _ => throw Misfit(value, ColumnType.Text, column),
            };
        }

        return builder.Build().Data;
    }

    private static ArrayData Flags(List<object?> values, string column)
    {
        var bits = new ArrowBuffer.BitmapBuilder(values.Count);
        values.ForEach(value => bits.Append(value switch { null => false, bool flag => flag, _ => throw Misfit(value, ColumnType.Boolean, column) }));
        return Data(BooleanType.Default, values, [bits.Build()]);
    }

    // Toward the past, so that an instant before 1970 is cut like one after it.
    private static long Microseconds(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTime.UnixEpoch.Ticks;
        return (ticks - (((ticks % 10) + 10) % 10)) / 10;
    }

    private static ExactDecimal Exact(object value) => value switch
    {
        decimal number => ExactDecimal.From(number),
        ExactDecimal exact => exact,
        BigInteger whole => new ExactDecimal(whole, 0),
        _ => new ExactDecimal(Convert.ToInt64(value), 0),
    };

    private static Int128 Unscaled(ColumnType.Decimal type, ExactDecimal value, string column) =>
        value.TryRescale(type.Scale, out var scaled) && BigInteger.Abs(scaled.Unscaled) < BigInteger.Pow(10, type.Precision)
            ? (Int128)scaled.Unscaled
            : throw Misfit(value, type, column);

    private static ArrayData Lists(ColumnType.List type, List<object?> values, string column)
    {
        var offsets = new ArrowBuffer.Builder<int>(values.Count + 1);
        var items = new List<object?>();
        offsets.Append(0);
        foreach (var value in values)
        {
            items.AddRange(value switch
            {
                null => [],
                IEnumerable many and not string and not IDictionary => many.Cast<object?>(),
                _ => throw Misfit(value, type, column),
            });
            offsets.Append(items.Count);
        }

        return Data(TypeOf(type), values, [offsets.Build()], [Array(type.Item, items, column)]);
    }

    private static ArrayData Records(ColumnType.Struct type, List<object?> values, string column)
    {
        var rows = values.ConvertAll(value => value is null ? null : value as IReadOnlyDictionary<string, object?> ?? throw Misfit(value, type, column));
        if (rows.SelectMany(row => row?.Keys ?? []).FirstOrDefault(key => type.Fields.All(field => field.Name != key)) is { } unknown)
        {
            throw new MetricCareException(ExitCode.DefinitionInvalid, $"Column {column} has no field {unknown}: it is {type}.");
        }

        return Data(TypeOf(type), values, [], [.. type.Fields.Select(field => Array(field.Type, rows.ConvertAll(row => row?.GetValueOrDefault(field.Name)), $"{column}.{field.Name}"))]);
    }

    private static ArrayData Data(ArrowType type, List<object?> values, ArrowBuffer[] buffers, ArrayData[]? children = null)
    {
        var valid = new ArrowBuffer.BitmapBuilder(values.Count);
        values.ForEach(value => valid.Append(value is not null));
        return new ArrayData(type, values.Count, valid.UnsetBitCount, 0, [valid.Build(), .. buffers], children);
    }

    /// <summary>Names the kind of the value only: the value may be data.</summary>
    private static MetricCareException Misfit(object value, ColumnType type, string column) =>
        new(ExitCode.DefinitionInvalid, $"Column {column} is {type}: a value of kind {value.GetType().Name} does not fit it without loss.");
}
