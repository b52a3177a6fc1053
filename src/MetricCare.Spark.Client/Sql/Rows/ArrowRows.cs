using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql.Rows;

internal static class ArrowRows
{
    public static IEnumerable<Row> Collect(JvmObjectReference dataset) => throw new NotSupportedException(dataset.ToString());

    public static IEnumerable<Row> ToLocalIterator(JvmObjectReference dataset, bool prefetch) => throw new NotSupportedException($"{dataset}{prefetch}");

    public static JvmObjectReference CreateDataset(JvmObjectReference session, IEnumerable<GenericRow> rows, StructType schema) => throw new NotSupportedException($"{session}{rows}{schema}");
}
