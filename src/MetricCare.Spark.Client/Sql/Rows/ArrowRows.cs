using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Rows;

/// <summary>Rows of frames, as objects.</summary>
internal static class ArrowRows
{
    /// <summary>All rows in order; each enumeration runs the job.</summary>
    /// <inheritdoc cref="ArrowResult.Collect" path="/exception"/>
    public static IEnumerable<Row> Collect(JvmObjectReference dataset) => Rows(dataset, () => ArrowResult.Collect(dataset));

    /// <summary>The first rows.</summary>
    public static IEnumerable<Row> Take(JvmObjectReference dataset, int count) => Collect((JvmObjectReference)dataset.Invoke("limit", count)!);

    /// <summary>All rows in order, one partition after the other; leaving the loop early ends the work.</summary>
    public static IEnumerable<Row> ToLocalIterator(JvmObjectReference dataset, bool prefetch) => Rows(dataset, () => ArrowResult.Open(dataset, prefetch));

    /// <summary>A frame of rows of this process.</summary>
    /// <returns>The Dataset in the JVM.</returns>
    /// <exception cref="ArgumentException">A row or a value does not fit the schema; the message has the number of the row and the column.</exception>
    public static JvmObjectReference CreateDataset(JvmObjectReference session, IEnumerable<GenericRow> rows, StructType schema) => ArrowInput.Rows(session, rows, schema);

    private static IEnumerable<Row> Rows(JvmObjectReference dataset, Func<ArrowResult> open)
    {
        var schema = StructType.Of((JvmObjectReference)dataset.Invoke("schema")!);
        using var result = open();
        foreach (var batch in result.Batches())
        {
            using (batch)
            {
                foreach (var row in CellReader.Rows(batch, schema))
                {
                    yield return row;
                }
            }
        }
    }
}
