using Apache.Arrow.Ipc;
using MetricCare.Core.Relations;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Rows;

internal static class LocalRows
{
    private static long s_number;

    public static JvmObjectReference Frame(JvmObjectReference session, RelationName relation, RelationShape shape, IEnumerable<IReadOnlyList<object?>> rows, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(Path.GetFullPath(folder), $"rows-{Interlocked.Increment(ref s_number)}.arrow");
        try
        {
            using (var stream = File.Create(file))
            using (var writer = new ArrowStreamWriter(stream, BatchWriter.SchemaOf(shape)))
            {
                writer.WriteStart();
                foreach (var batch in BatchWriter.Batches(relation, shape, rows, cancel))
                {
                    writer.WriteRecordBatch(batch);
                }

                writer.WriteEnd();
            }

            var batches = Jvm.Static("org.apache.spark.sql.api.python.PythonSQLUtils", "readArrowStreamFromFile", file);
            var schema = Jvm.StaticReference("org.apache.spark.sql.types.StructType", "fromDDL", SparkTypes.Ddl(shape)).Invoke("json");
            return Jvm.StaticReference("org.apache.spark.sql.api.python.PythonSQLUtils", "toDataFrame", batches, schema, session);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
