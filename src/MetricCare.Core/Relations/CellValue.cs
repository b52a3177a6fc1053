using System.Collections;
using System.Numerics;
using MetricCare.Core.Errors;

namespace MetricCare.Core.Relations;

/// <summary>What a value of a row is in a column of any engine. One that does not fit its type exactly is refused.</summary>
public static class CellValue
{
    /// <summary>The value as the type holds it: string, bool, int, long, double; for a date its days and for an instant its microseconds (cut toward the past) since 1970,
    /// int and long; for a decimal its digits without the point, a <see cref="BigInteger"/>; for a list an <c>IReadOnlyList&lt;object?&gt;</c>; for a struct an
    /// <c>IReadOnlyDictionary&lt;string, object?&gt;</c> whose parts are looked at when they are asked for.</summary>
    /// <param name="type">Of the column.</param>
    /// <param name="value">Not null.</param>
    /// <param name="column">For the message.</param>
    /// <exception cref="MetricCareException"><see cref="ExitCode.DefinitionInvalid"/>: it does not fit. The message names the kind of the value only: the value may be data.</exception>
    public static object Fit(ColumnType type, object value, string column) => (type, value) switch
    {
        (ColumnType.Scalar { Name: "string" }, string text) => text,
        (ColumnType.Scalar { Name: "boolean" }, bool flag) => flag,
        (ColumnType.Scalar { Name: "int" }, int or short or long or sbyte or byte) when Convert.ToInt64(value) is >= int.MinValue and <= int.MaxValue => Convert.ToInt32(value),
        (ColumnType.Scalar { Name: "bigint" }, int or short or long or sbyte or byte or uint) => Convert.ToInt64(value),
        (ColumnType.Scalar { Name: "double" }, double or float or decimal or int or long) => Convert.ToDouble(value),
        (ColumnType.Scalar { Name: "date" }, DateOnly date) => date.DayNumber - new DateOnly(1970, 1, 1).DayNumber,
        (ColumnType.Scalar { Name: "instant" }, DateTimeOffset instant) => Microseconds(instant),
        (ColumnType.Decimal number, decimal or ExactDecimal or int or long or BigInteger) when Unscaled(number, Exact(value)) is { } unscaled => unscaled,
        (ColumnType.List, IEnumerable many and not string and not IDictionary) => (IReadOnlyList<object?>)[.. many.Cast<object?>()],
        (ColumnType.Struct record, IReadOnlyDictionary<string, object?> fields) => Known(record, fields, column),
        _ => throw Misfit(type, value, column),
    };

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

    private static BigInteger? Unscaled(ColumnType.Decimal type, ExactDecimal value) =>
        value.TryRescale(type.Scale, out var scaled) && BigInteger.Abs(scaled.Unscaled) < BigInteger.Pow(10, type.Precision) ? scaled.Unscaled : null;

    private static IReadOnlyDictionary<string, object?> Known(ColumnType.Struct record, IReadOnlyDictionary<string, object?> fields, string column) =>
        fields.Keys.FirstOrDefault(key => record.Fields.All(field => field.Name != key)) is { } unknown
            ? throw new MetricCareException(ExitCode.DefinitionInvalid, $"Column {column} has no field {unknown}: it is {record}.")
            : fields;

    private static MetricCareException Misfit(ColumnType type, object value, string column) =>
        new(ExitCode.DefinitionInvalid, $"Column {column} is {type}: a value of kind {value.GetType().Name} does not fit it without loss.");
}
