using System.Collections.ObjectModel;
using System.Numerics;
using System.Text;
using DuckDB.NET.Native;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using static DuckDB.NET.Native.NativeMethods;

namespace MetricCare.Engines.DuckDb.Values;

/// <summary>Values of one column of a result, chunk by chunk, exact. Made once per result, pointed at each chunk in turn.</summary>
internal abstract unsafe class VectorReader
{
    private ulong* _validity;

    protected void* Data { get; private set; }

    public static VectorReader For(DuckDBLogicalType type)
    {
        switch (LogicalType.DuckDBGetTypeId(type))
        {
            case DuckDBType.Varchar: return new Text();
            case DuckDBType.Boolean: return new Scalar(static (data, row) => ((byte*)data)[row] != 0);
            case DuckDBType.TinyInt: return new Scalar(static (data, row) => (int)((sbyte*)data)[row]);
            case DuckDBType.SmallInt: return new Scalar(static (data, row) => (int)((short*)data)[row]);
            case DuckDBType.Integer or DuckDBType.SqlNull: return new Scalar(static (data, row) => ((int*)data)[row]);
            case DuckDBType.BigInt: return new Scalar(static (data, row) => ((long*)data)[row]);
            case DuckDBType.UnsignedTinyInt: return new Scalar(static (data, row) => (int)((byte*)data)[row]);
            case DuckDBType.UnsignedSmallInt: return new Scalar(static (data, row) => (int)((ushort*)data)[row]);
            case DuckDBType.UnsignedInteger: return new Scalar(static (data, row) => (long)((uint*)data)[row]);
            case DuckDBType.UnsignedBigInt: return new Scalar(static (data, row) => (decimal)((ulong*)data)[row]);
            case DuckDBType.HugeInt: return new Scalar(static (data, row) => Exact(((Int128*)data)[row], 0));
            case DuckDBType.UnsignedHugeInt: return new Scalar(static (data, row) => Exact((BigInteger)((UInt128*)data)[row], 0));
            case DuckDBType.Float: return new Scalar(static (data, row) => (double)((float*)data)[row]);
            case DuckDBType.Double: return new Scalar(static (data, row) => ((double*)data)[row]);
            case DuckDBType.Date: return new Scalar(static (data, row) => DateOf(((int*)data)[row]));
            case DuckDBType.TimestampTz: return new Scalar(static (data, row) => InstantOf(((long*)data)[row]));
            case DuckDBType.Decimal: return DecimalReader(type);
            case DuckDBType.Enum: return new Labels(type);
            case DuckDBType.List: return new List(type);
            case DuckDBType.Struct: return new Struct(type);
            default: throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    public virtual void Bind(IntPtr vector)
    {
        Data = Vectors.DuckDBVectorGetData(vector);
        _validity = Vectors.DuckDBVectorGetValidity(vector);
    }

    public object? Read(ulong row) =>
        _validity == null || (_validity[row >> 6] & (1UL << (int)(row & 63))) != 0 ? Value(row) : null;

    protected abstract object? Value(ulong row);

    private static object Exact(BigInteger unscaled, int scale)
    {
        var exact = new ExactDecimal(unscaled, scale);
        return exact.TryToDecimal(out var value) ? value : exact;
    }

    private static object Exact(Int128 unscaled, int scale) =>
        unscaled >= long.MinValue && unscaled <= long.MaxValue && scale <= 28
            ? Small((long)unscaled, scale)
            : Exact((BigInteger)unscaled, scale);

    private static decimal Small(long unscaled, int scale)
    {
        var magnitude = unscaled < 0 ? unchecked((ulong)-unscaled) : (ulong)unscaled;
        return unchecked(new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, unscaled < 0, (byte)scale));
    }

    private static Scalar DecimalReader(DuckDBLogicalType type)
    {
        var scale = LogicalType.DuckDBDecimalScale(type);
        return LogicalType.DuckDBDecimalInternalType(type) switch
        {
            DuckDBType.SmallInt => new Scalar((data, row) => Small(((short*)data)[row], scale)),
            DuckDBType.Integer => new Scalar((data, row) => Small(((int*)data)[row], scale)),
            DuckDBType.BigInt => new Scalar((data, row) => Small(((long*)data)[row], scale)),
            _ => new Scalar((data, row) => Exact(((Int128*)data)[row], scale)),
        };
    }

    private static DateOnly DateOf(int days)
    {
        var number = days + (long)Days.Epoch;
        return number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : throw OutOfCalendar("date");
    }

    private static DateTimeOffset InstantOf(long micros)
    {
        // Infinity is the largest and the smallest number: the comparison comes before the multiplication.
        const long last = (3155378975999999999 - 621355968000000000) / 10;
        const long first = -621355968000000000 / 10;
        return micros is >= first and <= last
            ? new DateTimeOffset((micros * 10) + DateTime.UnixEpoch.Ticks, TimeSpan.Zero)
            : throw OutOfCalendar("instant");
    }

    private static MetricCareException OutOfCalendar(string what) =>
        new(ExitCode.ModelFailed, $"A result holds a {what} outside of the years 1 to 9999.");

    private static class Days
    {
        public static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;
    }

    private delegate object ReadCell(void* data, ulong row);

    private sealed class Scalar(ReadCell read) : VectorReader
    {
        protected override object? Value(ulong row) => read(Data, row);
    }

    private sealed class Text : VectorReader
    {
        protected override object? Value(ulong row)
        {
            // The layout of duckdb_string_t: up to 12 bytes stay in place, longer text is pointed at.
            var cell = (byte*)Data + (row * 16);
            var length = *(uint*)cell;
            return Encoding.UTF8.GetString(length <= 12 ? cell + 4 : *(byte**)(cell + 8), checked((int)length));
        }
    }

    private sealed class Labels(DuckDBLogicalType type) : VectorReader
    {
        private readonly DuckDBType _index = LogicalType.DuckDBEnumInternalType(type);

        private readonly string[] _labels =
            [.. Enumerable.Range(0, (int)LogicalType.DuckDBEnumDictionarySize(type)).Select(index => LogicalType.DuckDBEnumDictionaryValue(type, index))];

        protected override object? Value(ulong row) => _labels[_index switch
        {
            DuckDBType.UnsignedTinyInt => ((byte*)Data)[row],
            DuckDBType.UnsignedSmallInt => ((ushort*)Data)[row],
            _ => checked((int)((uint*)Data)[row]),
        }];
    }

    private sealed class List : VectorReader
    {
        private readonly VectorReader _items;

        public List(DuckDBLogicalType type)
        {
            using var item = LogicalType.DuckDBListTypeChildType(type);
            _items = For(item);
        }

        public override void Bind(IntPtr vector)
        {
            base.Bind(vector);
            _items.Bind(Vectors.DuckDBListVectorGetChild(vector));
        }

        protected override object? Value(ulong row)
        {
            var offset = ((ulong*)Data)[row * 2];
            var items = new object?[checked((int)((ulong*)Data)[(row * 2) + 1])];
            for (var index = 0; index < items.Length; index++)
            {
                items[index] = _items.Read(offset + (ulong)index);
            }

            return items;
        }
    }

    private sealed class Struct : VectorReader
    {
        private readonly string[] _names;
        private readonly VectorReader[] _fields;

        public Struct(DuckDBLogicalType type)
        {
            var count = (int)LogicalType.DuckDBStructTypeChildCount(type);
            _names = new string[count];
            _fields = new VectorReader[count];
            for (var index = 0; index < count; index++)
            {
                using var field = LogicalType.DuckDBStructTypeChildType(type, index);
                _names[index] = LogicalType.DuckDBStructTypeChildName(type, index);
                _fields[index] = For(field);
            }
        }

        public override void Bind(IntPtr vector)
        {
            base.Bind(vector);
            for (var index = 0; index < _fields.Length; index++)
            {
                _fields[index].Bind(Vectors.DuckDBStructVectorGetChild(vector, index));
            }
        }

        protected override object? Value(ulong row)
        {
            var record = new OrderedDictionary<string, object?>(_fields.Length, StringComparer.Ordinal);
            for (var index = 0; index < _fields.Length; index++)
            {
                record[_names[index]] = _fields[index].Read(row);
            }

            return new ReadOnlyDictionary<string, object?>(record);
        }
    }
}
