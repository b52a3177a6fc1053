using MetricCare.Spark.Rows;

namespace MetricCare.Spark.Workers;

/// <summary>One function that a task applies: the columns it reads, and the commands that are run one after the other.</summary>
internal sealed record TaskFunction(IReadOnlyList<int> Arguments, IReadOnlyList<ReadOnlyMemory<byte>> Commands);

/// <summary>What an executor says of a task before its rows.</summary>
/// <param name="Partition">Number of the partition.</param>
/// <param name="EvalType">What kind of function; decides how rows are framed.</param>
/// <param name="Conf">Settings of the session that matter to rows.</param>
/// <param name="Functions">What is applied.</param>
internal sealed record TaskRequest(int Partition, int EvalType, IReadOnlyDictionary<string, string> Conf, IReadOnlyList<TaskFunction> Functions)
{
    private static readonly HashSet<int> KindsOfNamedArguments = [100, 101, 200, 202, 203, 204];

    /// <summary>Reads the next task; null when there will be none.</summary>
    /// <exception cref="ArrowWorkerException">It is not for this program.</exception>
    /// <exception cref="EndOfStreamException">It ends in the middle.</exception>
    public static TaskRequest? Read(Stream stream)
    {
        if (NextPartition(stream) is not { } partition)
        {
            return null;
        }

        var version = WorkerVersion.Parse(WorkerWire.ReadText(stream));
        SkipPlace(stream);
        SkipFiles(stream);
        var kind = BigEndian.ReadInt32(stream);
        var conf = WorkerWire.ReadPairs(stream);
        if (version.HasProfiler && WorkerWire.ReadBool(stream))
        {
            throw new ArrowWorkerException("Python's profiler cannot look into a worker of .NET: leave spark.sql.pyspark.udf.profiler unset.");
        }

        var isNamed = version.HasProfiler && KindsOfNamedArguments.Contains(kind);
        var functions = new TaskFunction[WorkerWire.ReadCount(stream)];
        for (var i = 0; i < functions.Length; i++)
        {
            functions[i] = Function(stream, isNamed);
        }

        return new TaskRequest(partition, kind, conf, functions);
    }

    // An executor closes the connections of idle workers between tasks.
    private static int? NextPartition(Stream stream)
    {
        var first = new byte[sizeof(int)];
        var read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        return read == 0
            ? null
            : read < first.Length
                ? throw new EndOfStreamException("The task ends in the middle.")
                : System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(first) is not WorkerNumbers.NoPartition and var number ? number : null;
    }

    // Barrier, numbers of stage and attempt, resources, local properties.
    private static void SkipPlace(Stream stream)
    {
        WorkerWire.ReadBool(stream);
        BigEndian.ReadInt32(stream);
        WorkerWire.ReadText(stream);
        for (var number = 0; number < 3; number++)
        {
            BigEndian.ReadInt32(stream);
        }

        BigEndian.ReadInt64(stream);
        BigEndian.ReadInt32(stream);
        for (var resources = WorkerWire.ReadCount(stream); resources > 0; resources--)
        {
            WorkerWire.ReadText(stream);
            WorkerWire.ReadText(stream);
            SkipTexts(stream);
        }

        WorkerWire.ReadPairs(stream);
    }

    // Folder of files, includes, broadcasts.
    private static void SkipFiles(Stream stream)
    {
        WorkerWire.ReadText(stream);
        SkipTexts(stream);
        var isEncrypted = WorkerWire.ReadBool(stream);
        var broadcasts = WorkerWire.ReadCount(stream);
        if (isEncrypted || broadcasts > 0)
        {
            throw new ArrowWorkerException("Broadcast variables of Python do not reach a worker of .NET.");
        }
    }

    private static void SkipTexts(Stream stream)
    {
        for (var texts = WorkerWire.ReadCount(stream); texts > 0; texts--)
        {
            WorkerWire.ReadText(stream);
        }
    }

    private static TaskFunction Function(Stream stream, bool isNamed)
    {
        var arguments = new int[WorkerWire.ReadCount(stream)];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = BigEndian.ReadInt32(stream);
            if (isNamed && WorkerWire.ReadBool(stream))
            {
                WorkerWire.ReadText(stream);
            }
        }

        var commands = new ReadOnlyMemory<byte>[WorkerWire.ReadCount(stream)];
        for (var i = 0; i < commands.Length; i++)
        {
            commands[i] = WorkerWire.ReadBytes(stream);
        }

        return new TaskFunction(arguments, commands);
    }
}
