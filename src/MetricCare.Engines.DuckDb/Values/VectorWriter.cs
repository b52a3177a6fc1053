using System.Numerics;
using System.Text;
using DuckDB.NET.Native;
using MetricCare.Core.Relations;
using static DuckDB.NET.Native.NativeMethods;

namespace MetricCare.Engines.DuckDb.Values;

/// <summary>Writes a column of .NET values into a vector.</summary>
internal static unsafe class VectorWriter
{
    public static void Write(IntPtr vector, ColumnType type, IReadOnlyList<object?> values, string column)
    {
        List<object?> cells = [.. values.Select(value => value is null ? null : CellValue.Fit(type, value, column))];
        switch (type)
        {
            case ColumnType.List list:
                WriteLists(vector, list, cells, column);
                break;
            case ColumnType.Struct record:
                WriteStructs(vector, record, cells, column);
                break;
            default:
                WriteScalars(vector, type, cells);
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

    private static void WriteLists(IntPtr vector, ColumnType.List list, List<object?> cells, string column)
    {
        var entries = (ulong*)Vectors.DuckDBVectorGetData(vector);
        var items = new List<object?>();
        for (var row = 0; row < cells.Count; row++)
        {
            entries[row * 2] = (ulong)items.Count;
            items.AddRange((IReadOnlyList<object?>?)cells[row] ?? []);
            entries[(row * 2) + 1] = (ulong)items.Count - entries[row * 2];
        }

        Vectors.DuckDBListVectorReserve(vector, (ulong)items.Count);
        Vectors.DuckDBListVectorSetSize(vector, (ulong)items.Count);
        Write(Vectors.DuckDBListVectorGetChild(vector), list.Item, items, column);
    }

    private static void WriteStructs(IntPtr vector, ColumnType.Struct record, List<object?> cells, string column)
    {
        for (var index = 0; index < record.Fields.Count; index++)
        {
            var field = record.Fields[index];
            Write(
                Vectors.DuckDBStructVectorGetChild(vector, index),
                field.Type,
                cells.ConvertAll(cell => ((IReadOnlyDictionary<string, object?>?)cell)?.GetValueOrDefault(field.Name)),
                $"{column}.{field.Name}");
        }
    }

    private static void WriteScalars(IntPtr vector, ColumnType type, List<object?> cells)
    {
        var data = Vectors.DuckDBVectorGetData(vector);
        for (var row = 0; row < cells.Count; row++)
        {
            if (cells[row] is { } cell)
            {
                WriteScalar(vector, data, row, type, cell);
            }
        }
    }

    private static void WriteScalar(IntPtr vector, void* data, int row, ColumnType type, object cell)
    {
        switch (cell)
        {
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                fixed (byte* start = bytes)
                {
                    Vectors.DuckDBVectorAssignStringElementLength(vector, (ulong)row, start, bytes.Length);
                }

                break;
            case bool flag:
                ((byte*)data)[row] = flag ? (byte)1 : (byte)0;
                break;
            case int number:
                ((int*)data)[row] = number;
                break;
            case long number:
                ((long*)data)[row] = number;
                break;
            case double number:
                ((double*)data)[row] = number;
                break;
            default:
                WriteDecimal(data, row, ((ColumnType.Decimal)type).Precision, (BigInteger)cell);
                break;
        }
    }

    private static void WriteDecimal(void* data, int row, int precision, BigInteger unscaled)
    {
        switch (precision)
        {
            case <= 4:
                ((short*)data)[row] = (short)unscaled;
                break;
            case <= 9:
                ((int*)data)[row] = (int)unscaled;
                break;
            case <= 18:
                ((long*)data)[row] = (long)unscaled;
                break;
            default:
                ((Int128*)data)[row] = (Int128)unscaled;
                break;
        }
    }
}
