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

    private static ArrayData Array(ColumnType type, List<object?> values, string column)
    {
        var cells = values.ConvertAll(value => value is null ? null : CellValue.Fit(type, value, column));
        return type switch
        {
            ColumnType.List list => Lists(list, cells, column),
            ColumnType.Struct record => Records(record, cells, column),
            ColumnType.Scalar { Name: "string" } => Text(cells),
            ColumnType.Scalar { Name: "boolean" } => Flags(cells),
            ColumnType.Scalar { Name: "int" or "date" } => Fixed(type, cells, cell => (int)cell),
            ColumnType.Scalar { Name: "double" } => Fixed(type, cells, cell => (double)cell),
            ColumnType.Decimal => Fixed(type, cells, cell => (Int128)(BigInteger)cell),
            _ => Fixed(type, cells, cell => (long)cell),
        };
    }

    private static ArrayData Fixed<T>(ColumnType type, List<object?> cells, Func<object, T> plain)
        where T : struct
    {
        var buffer = new ArrowBuffer.Builder<T>(cells.Count);
        cells.ForEach(cell => buffer.Append(cell is null ? default : plain(cell)));
        return Data(TypeOf(type), cells, [buffer.Build()]);
    }

    private static ArrayData Text(List<object?> cells)
    {
        var builder = new StringArray.Builder();
        cells.ForEach(cell => _ = cell is null ? builder.AppendNull() : builder.Append((string)cell));
        return builder.Build().Data;
    }

    private static ArrayData Flags(List<object?> cells)
    {
        var bits = new ArrowBuffer.BitmapBuilder(cells.Count);
        cells.ForEach(cell => bits.Append(cell is true));
        return Data(BooleanType.Default, cells, [bits.Build()]);
    }

    private static ArrayData Lists(ColumnType.List type, List<object?> cells, string column)
    {
        var offsets = new ArrowBuffer.Builder<int>(cells.Count + 1);
        var items = new List<object?>();
        offsets.Append(0);
        foreach (var cell in cells)
        {
            items.AddRange((IReadOnlyList<object?>?)cell ?? []);
            offsets.Append(items.Count);
        }

        return Data(TypeOf(type), cells, [offsets.Build()], [Array(type.Item, items, column)]);
    }

    private static ArrayData Records(ColumnType.Struct type, List<object?> cells, string column)
    {
        var fields = type.Fields.Select(field =>
            Array(field.Type, cells.ConvertAll(cell => ((IReadOnlyDictionary<string, object?>?)cell)?.GetValueOrDefault(field.Name)), $"{column}.{field.Name}"));
        return Data(TypeOf(type), cells, [], [.. fields]);
    }

    private static ArrayData Data(ArrowType type, List<object?> values, ArrowBuffer[] buffers, ArrayData[]? children = null)
    {
        var valid = new ArrowBuffer.BitmapBuilder(values.Count);
        values.ForEach(value => valid.Append(value is not null));
        return new ArrayData(type, values.Count, valid.UnsetBitCount, 0, [valid.Build(), .. buffers], children);
    }
}
