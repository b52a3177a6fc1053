using System.Collections;
using System.Numerics;
using System.Text;
using DuckDB.NET.Native;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using static DuckDB.NET.Native.NativeMethods;

namespace MetricCare.Engines.DuckDb.Values;

/// <summary>Writes a column of .NET values into a vector. A value that does not fit its type exactly is refused.</summary>
internal static unsafe class VectorWriter
{
    public static void Write(IntPtr vector, ColumnType type, IReadOnlyList<object?> values, string column)
    {
        switch (type)
        {
            case ColumnType.List list:
                WriteLists(vector, list, values, column);
                break;
            case ColumnType.Struct record:
                WriteStructs(vector, record, values, column);
                break;
            default:
                WriteScalars(vector, type, values, column);
                break;
        }

        MarkNulls(vector, values);
    }

    private static void MarkNulls(IntPtr vector, IReadOnlyList<object?> values)
    {
        if (!values.Contains(null))
        {
            return;
        }

        Vectors.DuckDBVectorEnsureValidityWritable(vector);
        var validity = Vectors.DuckDBVectorGetValidity(vector);
        for (var row = 0; row < values.Count; row++)
        {
            ValidityMask.DuckDBValiditySetRowValidity(validity, (ulong)row, values[row] is not null);
        }
    }

    private static void WriteLists(IntPtr vector, ColumnType.List list, IReadOnlyList<object?> values, string column)
    {
        var entries = (ulong*)Vectors.DuckDBVectorGetData(vector);
        var items = new List<object?>();
        for (var row = 0; row < values.Count; row++)
        {
            entries[row * 2] = (ulong)items.Count;
            if (values[row] is { } value)
            {
                items.AddRange(value is IEnumerable many and not string and not IDictionary ? many.Cast<object?>() : throw Misfit(value, list, column));
            }

            entries[(row * 2) + 1] = (ulong)items.Count - entries[row * 2];
        }

        Vectors.DuckDBListVectorReserve(vector, (ulong)items.Count);
        Vectors.DuckDBListVectorSetSize(vector, (ulong)items.Count);
        Write(Vectors.DuckDBListVectorGetChild(vector), list.Item, items, column);
    }

    private static void WriteStructs(IntPtr vector, ColumnType.Struct record, IReadOnlyList<object?> values, string column)
    {
        var rows = values
            .Select(value => value is null ? null : value as IReadOnlyDictionary<string, object?> ?? throw Misfit(value, record, column))
            .ToList();
        if (rows.SelectMany(row => row?.Keys ?? []).FirstOrDefault(key => record.Fields.All(field => field.Name != key)) is { } unknown)
        {
            throw new MetricCareException(ExitCode.DefinitionInvalid, $"Column {column} has no field {unknown}: it is {record}.");
        }

        for (var index = 0; index < record.Fields.Count; index++)
        {
            var field = record.Fields[index];
            Write(
                Vectors.DuckDBStructVectorGetChild(vector, index),
                field.Type,
                [.. rows.Select(row => row is not null && row.TryGetValue(field.Name, out var value) ? value : null)],
                $"{column}.{field.Name}");
        }
    }

    private static void WriteScalars(IntPtr vector, ColumnType type, IReadOnlyList<object?> values, string column)
    {
        var data = Vectors.DuckDBVectorGetData(vector);
        for (var row = 0; row < values.Count; row++)
        {
            if (values[row] is { } value)
            {
                WriteScalar(vector, data, row, type, value, column);
            }
        }
    }

    private static void WriteScalar(IntPtr vector, void* data, int row, ColumnType type, object value, string column)
    {
        switch (type, value)
        {
            case (ColumnType.Scalar { Name: "string" }, string text):
                var bytes = Encoding.UTF8.GetBytes(text);
                fixed (byte* start = bytes)
                {
                    Vectors.DuckDBVectorAssignStringElementLength(vector, (ulong)row, start, bytes.Length);
                }

                break;
            case (ColumnType.Scalar { Name: "boolean" }, bool flag):
                ((byte*)data)[row] = flag ? (byte)1 : (byte)0;
                break;
            case (ColumnType.Scalar { Name: "int" }, int or short or long or sbyte or byte) when Convert.ToInt64(value) is >= int.MinValue and <= int.MaxValue:
                ((int*)data)[row] = Convert.ToInt32(value);
                break;
            case (ColumnType.Scalar { Name: "bigint" }, int or short or long or sbyte or byte or uint):
                ((long*)data)[row] = Convert.ToInt64(value);
                break;
            case (ColumnType.Scalar { Name: "double" }, double or float or decimal or int or long):
                ((double*)data)[row] = Convert.ToDouble(value);
                break;
            case (ColumnType.Scalar { Name: "date" }, DateOnly date):
                ((int*)data)[row] = date.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
                break;
            case (ColumnType.Scalar { Name: "instant" }, DateTimeOffset instant):
                ((long*)data)[row] = Micros(instant);
                break;
            case (ColumnType.Decimal number, decimal or ExactDecimal or int or long or BigInteger):
                WriteDecimal(data, row, number, Exact(value), column);
                break;
            default:
                throw Misfit(value, type, column);
        }
    }

    private static long Micros(DateTimeOffset instant)
    {
        // Toward the past, so that an instant before 1970 is cut like one after it.
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

    private static void WriteDecimal(void* data, int row, ColumnType.Decimal type, ExactDecimal value, string column)
    {
        if (!value.TryRescale(type.Scale, out var exact) || BigInteger.Abs(exact.Unscaled) >= BigInteger.Pow(10, type.Precision))
        {
            throw Misfit(value, type, column);
        }

        switch (type.Precision)
        {
            case <= 4:
                ((short*)data)[row] = (short)exact.Unscaled;
                break;
            case <= 9:
                ((int*)data)[row] = (int)exact.Unscaled;
                break;
            case <= 18:
                ((long*)data)[row] = (long)exact.Unscaled;
                break;
            default:
                ((Int128*)data)[row] = (Int128)exact.Unscaled;
                break;
        }
    }

    /// <summary>Names the kind of the value only: the value may be data.</summary>
    private static MetricCareException Misfit(object value, ColumnType type, string column) =>
        new(ExitCode.DefinitionInvalid, $"Column {column} is {type}: a value of kind {value.GetType().Name} does not fit it without loss.");
}
