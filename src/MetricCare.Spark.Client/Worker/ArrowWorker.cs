using System.Net;
using System.Net.Sockets;
using MetricCare.Spark.Rows;
using MetricCare.Spark.Workers;

namespace MetricCare.Spark;

/// <summary>This process as the worker that an executor of Spark started in the place of Python.</summary>
/// <remarks>
/// As a daemon it serves every task of its executor, each on a thread of its own; all give the number of this process as theirs. When one of them is to be
/// killed, the executor closes its connection too, and that is what ends it: the process stays.
/// </remarks>
public static class ArrowWorker
{
    private const string Module = "-m";
    private const string DaemonModule = "pyspark.daemon";
    private const string SecretVariable = "PYTHON_WORKER_FACTORY_SECRET";
    private const string PortVariable = "PYTHON_WORKER_FACTORY_PORT";

    /// <summary>Spark started this process as it starts Python for an executor. To be asked before anything else, and before anything is printed.</summary>
    public static bool IsWorker(IReadOnlyList<string> arguments) => arguments is [Module, var module, ..] && module.StartsWith("pyspark.", StringComparison.Ordinal);

    /// <summary>Serves the executor until it wants no more.</summary>
    /// <param name="arguments">Of the process.</param>
    /// <param name="open">Makes a map out of the command that <see cref="ArrowMap.Apply"/> was given. Called from several threads.</param>
    /// <param name="time">For the times that Spark shows.</param>
    /// <returns>Exit code of the process.</returns>
    public static int Run(IReadOnlyList<string> arguments, Func<ReadOnlyMemory<byte>, IArrowMap> open, TimeProvider time)
    {
        var secret = Environment.GetEnvironmentVariable(SecretVariable);
        if (arguments[1] == DaemonModule)
        {
            Listen(secret, open, time);
            return 0;
        }

        if (!int.TryParse(Environment.GetEnvironmentVariable(PortVariable), System.Globalization.CultureInfo.InvariantCulture, out var port))
        {
            Console.Error.WriteLine($"{arguments[1]} was asked for, but {PortVariable} names no port: this is started by Spark only.");
            return 1;
        }

        using var connection = WorkerConnection.To(port, secret);
        connection.Serve(open, time, once: true);
        return 0;
    }

    private static void Listen(string? secret, Func<ReadOnlyMemory<byte>, IArrowMap> open, TimeProvider time)
    {
        var address = Environment.GetEnvironmentVariable("SPARK_PREFER_IPV6") is { } six && six.Equals("true", StringComparison.OrdinalIgnoreCase) ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        using var listener = new TcpListener(address, 0);
        listener.Start();
        using (var told = Console.OpenStandardOutput())
        {
            BigEndian.WriteInt32(told, ((IPEndPoint)listener.LocalEndpoint).Port);
            told.Flush();
        }

        new Thread(() => Accept(listener, secret, open, time)) { IsBackground = true, Name = "accepts executors" }.Start();
        using var orders = Console.OpenStandardInput();
        var order = new byte[256];
        while (orders.Read(order, 0, order.Length) > 0)
        {
            // The number of a worker to be killed: its connection is closed as well, which is what it listens to.
        }
    }

    private static void Accept(TcpListener listener, string? secret, Func<ReadOnlyMemory<byte>, IArrowMap> open, TimeProvider time)
    {
        try
        {
            while (true)
            {
                var socket = listener.AcceptSocket();
                new Thread(() => Serve(socket, secret, open, time)) { IsBackground = true, Name = "works for an executor" }.Start();
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
        }
    }

    private static void Serve(Socket socket, string? secret, Func<ReadOnlyMemory<byte>, IArrowMap> open, TimeProvider time)
    {
        using var connection = new WorkerConnection(socket);
        try
        {
            if (connection.Accept(secret))
            {
                connection.Serve(open, time, once: false);
            }
        }
        catch (Exception stranger) when (stranger is IOException or InvalidDataException)
        {
            // Whoever does not speak as an executor does is not answered.
        }
    }
}
