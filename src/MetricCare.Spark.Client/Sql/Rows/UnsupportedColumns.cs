using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Rows;

/// <summary>Says what to do about columns that Spark does not hand out in Arrow: nothing else is tried behind the caller's back.</summary>
internal static class UnsupportedColumns
{
    private const string DuplicateNames = "DUPLICATED_FIELD_NAME_IN_ARROW_STRUCT";
    private const string UnknownType = "UNSUPPORTED_DATATYPE";

    /// <exception cref="NotSupportedException">Spark refused a column.</exception>
    public static T Explain<T>(JvmObjectReference frame, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure.InnerException is JavaException java && Reason(java) is { } reason)
        {
            throw new NotSupportedException($"Rows of this frame cannot be read: {reason}. Its columns are {Columns(frame)}.", failure);
        }
    }

    private static string? Reason(JavaException failure) => failure switch
    {
        _ when Has(failure, DuplicateNames) => "a struct has two fields of the same name; give them other names with a cast, or select to_json of it",
        _ when Has(failure, UnknownType) => "Spark hands no values of the type interval (and other types outside of SQL) out as rows; cast them to string in the query",
        _ => null,
    };

    // Spark 3.5 does not always name the class of the error apart from the message.
    private static bool Has(JavaException failure, string error) =>
        failure.Chain.Any(one => one.ErrorClass == error || (one.Message?.StartsWith($"[{error}]", StringComparison.Ordinal) ?? false));

    private static string Columns(JvmObjectReference frame) =>
        string.Join(", ", StructType.Of((JvmObjectReference)frame.Invoke("schema")!).Fields.Select(column => $"{column.Name} {column.DataType.SimpleString}"));
}
