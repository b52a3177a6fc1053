using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Testing;

/// <summary>Assertions about frames, for any test framework.</summary>
public static class DataFrameAssert
{
    /// <summary>Both frames hold the same rows, as many times each.</summary>
    /// <exception cref="DataFrameMismatchException">They do not; the message shows missing and unexpected rows side by side.</exception>
    public static void Equal(DataFrame expected, DataFrame actual, FrameComparison? comparison = null)
    {
        var how = comparison ?? FrameComparison.Default;
        var (wanted, given) = (expected.Schema(), actual.Schema());
        if (SchemaDifference(wanted, given, how) is { } difference)
        {
            throw new DataFrameMismatchException(difference);
        }

        Rows(expected.Collect().Select(row => row.Values), actual.Collect().Select(row => row.Values), [.. given.Fields.Select(field => field.Name)], how);
    }

    /// <summary>The frame holds exactly these rows.</summary>
    /// <param name="expected">Values in the order of the columns; nested rows as arrays of values.</param>
    /// <exception cref="DataFrameMismatchException">It does not.</exception>
    public static void HasRows(DataFrame actual, IEnumerable<object?[]> expected, FrameComparison? comparison = null) =>
        Rows(expected, actual.Collect().Select(row => row.Values), [.. actual.Columns()], comparison ?? FrameComparison.Default);

    /// <summary>The frame has these columns.</summary>
    /// <param name="ddl">For example <c>id bigint, name string</c>.</param>
    /// <exception cref="DataFrameMismatchException">It has others.</exception>
    public static void HasSchema(DataFrame actual, string ddl, FrameComparison? comparison = null)
    {
        if (SchemaDifference(StructTypes.FromDdl(ddl), actual.Schema(), comparison ?? FrameComparison.Default) is { } difference)
        {
            throw new DataFrameMismatchException(difference);
        }
    }

    private static void Rows(IEnumerable<object?[]> expected, IEnumerable<object?[]> actual, string[] columns, FrameComparison how)
    {
        var difference = RowDifference.Of([.. expected], [.. actual], how);
        if (!difference.IsEmpty)
        {
            throw new DataFrameMismatchException(difference.Print(columns, how.ShownRows));
        }
    }

    private static string? SchemaDifference(StructType expected, StructType actual, FrameComparison how)
    {
        if (!how.ComparesSchema)
        {
            return expected.Fields.Count == actual.Fields.Count ? null : $"The frames have {expected.Fields.Count} and {actual.Fields.Count} columns.";
        }

        var wanted = expected.Fields.Select(field => Text(field, how)).ToList();
        var given = actual.Fields.Select(field => Text(field, how)).ToList();
        return wanted.SequenceEqual(given)
            ? null
            : $"The columns differ.\n  expected: {string.Join(", ", wanted)}\n  actual:   {string.Join(", ", given)}";
    }

    private static string Text(StructField field, FrameComparison how) =>
        how.ComparesNullability ? $"{field.Name} {field.DataType.Json}{(field.IsNullable ? string.Empty : " not null")}" : $"{field.Name} {field.DataType.SimpleString}";
}
