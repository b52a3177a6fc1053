using System.Collections;
using Microsoft.Spark.Sql;

namespace MetricCare.Spark.Testing;

/// <summary>Equality of values, doubles within a relative tolerance, down into lists, maps and nested rows.</summary>
internal sealed class CellEquality(double tolerance)
{
    public bool RowsEqual(object?[] expected, object?[] actual) => expected.Length == actual.Length && EqualCells(expected, actual) == expected.Length;

    public int EqualCells(object?[] expected, object?[] actual) => expected.Zip(actual, CellsEqual).Count(equal => equal);

    private bool CellsEqual(object? expected, object? actual) => (expected, actual) switch
    {
        (double a, double b) => Near(a, b),
        (float a, float b) => Near(a, b),
        (string or byte[] or IDictionary, _) => CellText.Of(expected) == CellText.Of(actual),
        _ when Items(expected) is { } a && Items(actual) is { } b => a.Count == b.Count && a.Zip(b, CellsEqual).All(equal => equal),
        _ => CellText.Of(expected) == CellText.Of(actual),
    };

    private static List<object?>? Items(object? value) => value switch
    {
        string or byte[] or IDictionary => null,
        Row row => [.. row.Values],
        GenericRow row => [.. row.Values],
        IEnumerable items => [.. items.Cast<object?>()],
        _ => null,
    };

    private bool Near(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= tolerance * Math.Max(Math.Abs(a), Math.Abs(b));
}
