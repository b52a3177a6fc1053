using DuckDB.NET.Native;
using MetricCare.Core.Relations;
using MetricCare.Engines.DuckDb.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace MetricCare.Engines.DuckDb.Values;

/// <summary>DuckDB's types in the words of the contract.</summary>
internal static class TypeMap
{
    /// <summary>The column type, or null when contracts have none for it.</summary>
    public static ColumnType? Of(DuckDBLogicalType type)
    {
        switch (LogicalType.DuckDBGetTypeId(type))
        {
            case DuckDBType.Varchar:
            case DuckDBType.Enum:
                return ColumnType.Text;
            case DuckDBType.Boolean:
                return ColumnType.Boolean;
            case DuckDBType.TinyInt:
            case DuckDBType.SmallInt:
            case DuckDBType.UnsignedTinyInt:
            case DuckDBType.UnsignedSmallInt:
            case DuckDBType.Integer:
            case DuckDBType.SqlNull:
                return ColumnType.Int;
            case DuckDBType.UnsignedInteger:
            case DuckDBType.BigInt:
                return ColumnType.BigInt;
            case DuckDBType.Float:
            case DuckDBType.Double:
                return ColumnType.Double;
            case DuckDBType.Date:
                return ColumnType.Date;
            case DuckDBType.TimestampTz:
                return ColumnType.Instant;
            case DuckDBType.Decimal:
                return new ColumnType.Decimal(LogicalType.DuckDBDecimalWidth(type), LogicalType.DuckDBDecimalScale(type));
            case DuckDBType.List:
                using (var item = LogicalType.DuckDBListTypeChildType(type))
                {
                    return Of(item) is { } itemType ? new ColumnType.List(itemType) : null;
                }

            case DuckDBType.Struct:
                return StructOf(type);
            default:
                return null;
        }
    }

    /// <summary>The column type's own form, rather than a smaller integer, an enum, JSON and the like, which must be cast to it before they are stored.</summary>
    public static bool IsExact(DuckDBLogicalType type)
    {
        switch (LogicalType.DuckDBGetTypeId(type))
        {
            case DuckDBType.Varchar:
                return PreparedColumns.AliasOf(type) is null;
            case DuckDBType.Boolean or DuckDBType.Integer or DuckDBType.BigInt or DuckDBType.Double or DuckDBType.Date or DuckDBType.TimestampTz or DuckDBType.Decimal:
                return true;
            case DuckDBType.List:
                using (var item = LogicalType.DuckDBListTypeChildType(type))
                {
                    return IsExact(item);
                }

            case DuckDBType.Struct:
                for (var index = 0L; index < LogicalType.DuckDBStructTypeChildCount(type); index++)
                {
                    using var field = LogicalType.DuckDBStructTypeChildType(type, index);
                    if (!IsExact(field))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>What a value of the type reads as in a query's rows, where a contract has no type for it: a decimal, or text.</summary>
    public static ColumnType Readable(DuckDBLogicalType type) => Of(type) ?? LogicalType.DuckDBGetTypeId(type) switch
    {
        DuckDBType.HugeInt or DuckDBType.UnsignedHugeInt or DuckDBType.UnsignedBigInt => new ColumnType.Decimal(38, 0),
        _ => ColumnType.Text,
    };

    /// <summary>Name of a type without a counterpart, and what to do about it.</summary>
    public static string Refusal(DuckDBLogicalType type) => LogicalType.DuckDBGetTypeId(type) switch
    {
        DuckDBType.HugeInt or DuckDBType.UnsignedHugeInt or DuckDBType.UnsignedBigInt =>
            "is an integer of more than 64 bits (a sum of integers is): cast it to bigint",
        DuckDBType.Timestamp or DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs =>
            "is a timestamp without a zone: use an instant (fhir_instant, local_midnight), or cast it to date",
        DuckDBType.List or DuckDBType.Struct => "holds, inside a list or struct, a type that no column may have: cast it",
        var other => $"is of type {other}, which no column may have: cast it",
    };

    private static ColumnType.Struct? StructOf(DuckDBLogicalType type)
    {
        var fields = new List<Column>();
        for (var index = 0L; index < LogicalType.DuckDBStructTypeChildCount(type); index++)
        {
            using var field = LogicalType.DuckDBStructTypeChildType(type, index);
            if (Of(field) is not { } fieldType)
            {
                return null;
            }

            fields.Add(new Column(LogicalType.DuckDBStructTypeChildName(type, index), fieldType));
        }

        return new ColumnType.Struct(fields);
    }
}
