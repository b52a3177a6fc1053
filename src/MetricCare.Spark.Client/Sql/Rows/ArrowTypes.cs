using Apache.Arrow;
using Apache.Arrow.Types;
using Sql = Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Rows;

/// <summary>Spark's types and the Arrow types that it reads and writes for them. Spark believes the schema that it is told and reinterprets the bytes, so only exactly these may be sent.</summary>
internal static class ArrowTypes
{
    private const string TimestampNtz = "timestamp_ntz";

    /// <summary>What Spark reads for columns of the schema.</summary>
    /// <param name="isLarge">Text and bytes with offsets of 64 bits: Spark 4 with useLargeVarTypes.</param>
    /// <exception cref="NotSupportedException">Spark reads no rows with such a column.</exception>
    public static Schema Of(Sql.StructType schema, bool isLarge) => new([.. schema.Fields.Select(field => Of(field.Name, field.DataType, field.IsNullable, isLarge, field.Name))], null);

    /// <summary>The columns of Spark that such Arrow columns are.</summary>
    /// <exception cref="NotSupportedException">Spark reads no such Arrow type.</exception>
    public static Sql.StructType Of(Schema schema) => new(schema.FieldsList.Select(field => Of(field, field.Name)));

    /// <summary>The type with string for char and varchar, which are types of tables only and not of frames; their lengths are not checked.</summary>
    public static Sql.DataType OfFrame(Sql.DataType type) => type switch
    {
        Sql.OtherType { IsText: true } => new Sql.StringType(),
        Sql.ArrayType list => new Sql.ArrayType(OfFrame(list.ElementType), list.ContainsNull),
        Sql.MapType map => new Sql.MapType(OfFrame(map.KeyType), OfFrame(map.ValueType), map.ValueContainsNull),
        Sql.StructType parts => new Sql.StructType(parts.Fields.Select(part => new Sql.StructField(part.Name, OfFrame(part.DataType), part.IsNullable, part.Metadata))),
        _ => type,
    };

    /// <summary>The bytes of both mean the same to Spark.</summary>
    public static bool AreSame(IArrowType one, IArrowType other) => (one, other) switch
    {
        (Decimal128Type a, Decimal128Type b) => (a.Precision, a.Scale) == (b.Precision, b.Scale),
        (TimestampType a, TimestampType b) => a.Unit == b.Unit && HasZone(a) == HasZone(b),
        (DurationType a, DurationType b) => a.Unit == b.Unit,
        (IntervalType a, IntervalType b) => a.Unit == b.Unit,
        (NestedType a, NestedType b) => a.TypeId == b.TypeId && a.Fields.Count == b.Fields.Count && a.Fields.Zip(b.Fields).All(pair => AreSame(pair.First.DataType, pair.Second.DataType)),
        _ => one.TypeId == other.TypeId,
    };

    private static Field Of(string name, Sql.DataType type, bool isNullable, bool isLarge, string column) => new(name, Of(type, isLarge, column), isNullable);

    private static IArrowType Of(Sql.DataType type, bool isLarge, string column) => type switch
    {
        Sql.NullType => NullType.Default,
        Sql.BooleanType => BooleanType.Default,
        Sql.ByteType => Int8Type.Default,
        Sql.ShortType => Int16Type.Default,
        Sql.IntegerType => Int32Type.Default,
        Sql.LongType => Int64Type.Default,
        Sql.FloatType => FloatType.Default,
        Sql.DoubleType => DoubleType.Default,
        Sql.DecimalType number => new Decimal128Type(number.Precision, number.Scale),
        Sql.StringType => isLarge ? LargeStringType.Default : StringType.Default,
        Sql.BinaryType => isLarge ? LargeBinaryType.Default : BinaryType.Default,
        Sql.DateType => Date32Type.Default,
        Sql.TimestampType => new TimestampType(TimeUnit.Microsecond, "UTC"),
        Sql.OtherType { TypeName: TimestampNtz } => new TimestampType(TimeUnit.Microsecond, (string?)null),
        Sql.OtherType { IsMonths: true } => IntervalType.YearMonth,
        Sql.OtherType { IsDuration: true } => DurationType.Microsecond,
        Sql.ArrayType list => new ListType(Of("element", list.ElementType, list.ContainsNull, isLarge, column)),
        Sql.MapType map => new MapType(Of("key", map.KeyType, false, isLarge, column), Of("value", map.ValueType, map.ValueContainsNull, isLarge, column)),
        Sql.StructType parts => new StructType([.. parts.Fields.Select(part => Of(part.Name, part.DataType, part.IsNullable, isLarge, $"{column}.{part.Name}"))]),
        _ => throw new NotSupportedException($"Column {column} is {type.SimpleString}: rows with such columns cannot be handed to Spark."),
    };

    private static Sql.StructField Of(Field field, string column) => new(field.Name, Of(field.DataType, column), field.IsNullable);

    private static Sql.DataType Of(IArrowType type, string column) => type switch
    {
        NullType => new Sql.NullType(),
        BooleanType => new Sql.BooleanType(),
        Int8Type => new Sql.ByteType(),
        Int16Type => new Sql.ShortType(),
        Int32Type => new Sql.IntegerType(),
        Int64Type => new Sql.LongType(),
        FloatType => new Sql.FloatType(),
        DoubleType => new Sql.DoubleType(),
        Decimal128Type number => new Sql.DecimalType(number.Precision, number.Scale),
        StringType or LargeStringType => new Sql.StringType(),
        BinaryType or LargeBinaryType => new Sql.BinaryType(),
        Date32Type => new Sql.DateType(),
        TimestampType { Unit: TimeUnit.Microsecond } time => HasZone(time) ? new Sql.TimestampType() : new Sql.OtherType(TimestampNtz),
        IntervalType { Unit: IntervalUnit.YearMonth } => new Sql.OtherType("interval year to month"),
        DurationType { Unit: TimeUnit.Microsecond } => new Sql.OtherType("interval day to second"),
        MapType map => new Sql.MapType(Of(map.KeyField.DataType, column), Of(map.ValueField.DataType, column), map.ValueField.IsNullable),
        ListType list => new Sql.ArrayType(Of(list.ValueDataType, column), list.ValueField.IsNullable),
        StructType parts => new Sql.StructType(parts.Fields.Select(part => Of(part, $"{column}.{part.Name}"))),
        _ => throw new NotSupportedException($"Column {column} has the Arrow type {type.Name}{(type is TimeBasedType time ? $" in {time.Unit}s" : null)}, which Spark would misread. "
            + "It reads text, bytes, numbers with signs, decimal128, date32, and times and durations in microseconds."),
    };

    private static bool HasZone(TimestampType type) => !string.IsNullOrEmpty(type.Timezone);
}
