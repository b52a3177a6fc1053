using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark.Rows;

internal static class CollectedRows
{
    public static IEnumerable<IReadOnlyList<object?>> Of(JvmObjectReference frame)
    {
        var served = frame.Call("collectAsArrowToPython").Items();
        using var client = new TcpClient("127.0.0.1", (int)served[0]!);
        using var stream = new BufferedStream(client.GetStream());
        var secret = Encoding.UTF8.GetBytes((string)served[1]!);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, secret.Length);
        stream.Write(length);
        stream.Write(secret);
        stream.Flush();
        stream.ReadExactly(new byte[6]);
        var batches = new List<RecordBatch>();
        using (var reader = new ArrowStreamReader(stream, leaveOpen: true))
        {
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                batches.Add(batch);
            }
        }

        stream.ReadExactly(length);
        var order = new int[BinaryPrimitives.ReadInt32BigEndian(length)];
        for (var i = 0; i < order.Length; i++)
        {
            stream.ReadExactly(length);
            order[i] = BinaryPrimitives.ReadInt32BigEndian(length);
        }

        ((JvmObjectReference)served[2]!).Invoke("getResult");
        return order.SelectMany(at => CellReader.Rows(batches[at]));
    }
}
