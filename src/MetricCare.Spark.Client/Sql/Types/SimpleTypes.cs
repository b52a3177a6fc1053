using System.Text.Json.Nodes;

namespace Microsoft.Spark.Sql.Types;

/// <summary>A type whose values have no parts.</summary>
public abstract class AtomicType : DataType
{
    private protected AtomicType(string typeName)
        : base(typeName)
    {
    }
}

/// <summary>Numbers.</summary>
public abstract class NumericType : AtomicType
{
    private protected NumericType(string typeName)
        : base(typeName)
    {
    }
}

/// <summary>Whole numbers.</summary>
public abstract class IntegralType : NumericType
{
    private protected IntegralType(string typeName)
        : base(typeName)
    {
    }
}

/// <summary>Numbers with a fraction.</summary>
public abstract class FractionalType : NumericType
{
    private protected FractionalType(string typeName)
        : base(typeName)
    {
    }
}

/// <summary>Only null. Spark calls it void.</summary>
public sealed class NullType() : DataType("null")
{
    public override string SimpleString => "void";

    internal override JsonNode JsonValue => JsonText("void");
}

/// <summary>Text; cells are <see cref="string"/>.</summary>
public sealed class StringType() : AtomicType("string");

/// <summary>Bytes; cells are byte[].</summary>
public sealed class BinaryType() : AtomicType("binary");

/// <summary>Cells are <see cref="bool"/>.</summary>
public sealed class BooleanType() : AtomicType("boolean");

/// <summary>Days; cells are <see cref="Date"/>.</summary>
public sealed class DateType() : AtomicType("date");

/// <summary>Instants to the microsecond; cells are <see cref="Timestamp"/>.</summary>
public sealed class TimestampType() : AtomicType("timestamp");

/// <summary>Cells are <see cref="double"/>.</summary>
public sealed class DoubleType() : FractionalType("double");

/// <summary>Cells are <see cref="float"/>.</summary>
public sealed class FloatType() : FractionalType("float");

/// <summary>Cells are <see cref="sbyte"/>.</summary>
public sealed class ByteType() : IntegralType("byte");

/// <summary>Cells are <see cref="int"/>.</summary>
public sealed class IntegerType() : IntegralType("integer");

/// <summary>Cells are <see cref="long"/>.</summary>
public sealed class LongType() : IntegralType("long");

/// <summary>Cells are <see cref="short"/>.</summary>
public sealed class ShortType() : IntegralType("short");

/// <summary>Exact numbers; cells are <see cref="decimal"/>. A value with more digits than that holds is an error of the reading, never rounded.</summary>
public sealed class DecimalType(int precision = 10, int scale = 0) : FractionalType("decimal")
{
    public override string SimpleString => $"decimal({Precision},{Scale})";

    internal int Precision => precision;

    internal int Scale => scale;

    internal override JsonNode JsonValue => JsonText(SimpleString);
}

/// <summary>A type that Microsoft.Spark did not know, kept under the name that Spark gives it: <c>timestamp_ntz</c>, <c>interval day to second</c>, <c>varchar(8)</c>, <c>variant</c>...</summary>
/// <remarks>Cells: timestamp_ntz <see cref="DateTime"/> of kind unspecified; day-time intervals <see cref="TimeSpan"/>; year-month intervals <see cref="int"/>, in months;
/// char and varchar <see cref="string"/>; interval <see cref="CalendarInterval"/>; variant a <see cref="Row"/> of two byte arrays, value and metadata.</remarks>
public sealed class OtherType : DataType
{
    internal OtherType(string name)
        : base(name)
    {
    }

    internal bool IsText => TypeName.StartsWith("char(", StringComparison.Ordinal) || TypeName.StartsWith("varchar(", StringComparison.Ordinal) || TypeName.StartsWith("string", StringComparison.Ordinal);

    internal bool IsMonths => TypeName is "interval year" or "interval month" or "interval year to month";

    internal bool IsDuration => TypeName.StartsWith("interval ", StringComparison.Ordinal) && !IsMonths;
}
