using Apache.Arrow;
using Apache.Arrow.Ipc;
using MetricCare.Spark.Rows;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Sql = Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark;

/// <summary>Makes frames of Spark out of Arrow batches of this process, over a socket: nothing is written to disk. The rows stay in the memory of the JVM as long as the frame does.</summary>
public static class ArrowInput
{
    private const string PythonUtils = "org.apache.spark.sql.api.python.PythonSQLUtils";

    /// <summary>Each batch becomes a partition of the frame (unless all are small), so hand few and large ones. They are read as they come; none is disposed.</summary>
    /// <param name="session">A SparkSession, or a reference to one in the JVM.</param>
    /// <param name="schema">Names, types and nullability. Text and bytes may be of either width; they are widened where the session asks for it.</param>
    /// <exception cref="NotSupportedException">An Arrow type that Spark would misread.</exception>
    /// <exception cref="ArgumentException">A batch that is not of the schema, or nulls in a column that has none.</exception>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public static DataFrame CreateDataFrame(IJvmObjectReferenceProvider session, Schema schema, IEnumerable<RecordBatch> batches, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(schema);
        var columns = ArrowTypes.Of(schema);
        var wanted = ArrowTypes.Of(columns, IsLarge(session.Reference));
        return new DataFrame(Send(session.Reference, columns, wanted, batches.Select((batch, index) => BatchFit.Fitted(batch, wanted, index + 1)), cancel));
    }

    /// <summary>Rows as a frame.</summary>
    /// <exception cref="ArgumentException">A row or a value does not fit the schema; the message has the number of the row and the column.</exception>
    internal static JvmObjectReference Rows(JvmObjectReference session, IEnumerable<GenericRow> rows, Sql.StructType columns)
    {
        var frame = (Sql.StructType)ArrowTypes.OfFrame(columns);
        var schema = ArrowTypes.Of(frame, IsLarge(session));
        return Send(session, frame, schema, RowWriter.Batches(rows, schema), CancellationToken.None);
    }

    private static JvmObjectReference Send(JvmObjectReference session, Sql.StructType columns, Schema schema, IEnumerable<RecordBatch> batches, CancellationToken cancel)
    {
        var server = session.Jvm.CallConstructor("org.apache.spark.sql.api.python.ArrowIteratorServer");
        using var socket = DataSocket.Open((int)server.Invoke("port")!, (string)server.Invoke("secret")!, server, cancel);
        var chunks = new ChunkStream(socket.Stream);
        using (var writer = new ArrowStreamWriter(chunks, schema, leaveOpen: true))
        {
            socket.Do(_ => writer.WriteStart());
            foreach (var batch in batches)
            {
                socket.Do(_ => writer.WriteRecordBatch(batch));
            }

            socket.Do(_ =>
            {
                writer.WriteEnd();
                chunks.Finish();
            });
        }

        var rows = socket.Result();
        return (JvmObjectReference)session.Jvm.CallStaticJavaMethod(PythonUtils, "toDataFrame", rows, columns.Json, session)!;
    }

    // Spark 3 knows no such setting, and ignores it where it is there all the same.
    private static bool IsLarge(JvmObjectReference session) =>
        !((string)session.Invoke("version")!).StartsWith("3.", StringComparison.Ordinal)
        && (string)((JvmObjectReference)session.Invoke("conf")!).Invoke("get", "spark.sql.execution.arrow.useLargeVarTypes", "false")! == "true";
}
