using System.Net;
using System.Net.Sockets;
using MetricCare.Spark.Rows;

namespace MetricCare.Spark.Workers;

/// <summary>A connection to an executor, and the watch over it: an executor that wants no more of a task only closes its end.</summary>
internal sealed class WorkerConnection : IDisposable
{
    private const int BufferSize = 1 << 17;
    private const string Accepted = "ok";

    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(500);

    private readonly Socket _socket;
    private readonly CountedStream _stream;
    private readonly CancellationTokenSource _gone = new();
    private readonly Timer _watch;

    public WorkerConnection(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new CountedStream(socket);
        Input = new BufferedStream(_stream, BufferSize);
        Output = new BufferedStream(_stream, BufferSize);
        _watch = new Timer(_ => Watch(), null, WatchEvery, WatchEvery);
    }

    public Stream Input { get; }

    public Stream Output { get; }

    /// <summary>The executor closed the connection.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Calls the executor that waits for it.</summary>
    public static WorkerConnection To(int port, string? secret)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        var connection = new WorkerConnection(socket);
        WorkerWire.WriteText(connection.Output, secret ?? "");
        connection.Output.Flush();
        if (WorkerWire.ReadText(connection.Input) != Accepted)
        {
            throw new IOException("The executor refused the secret.");
        }

        connection.SayProcess();
        return connection;
    }

    /// <summary>Tells the executor who this is, and lets it say the secret.</summary>
    /// <returns>False when it does not know it.</returns>
    public bool Accept(string? secret)
    {
        SayProcess();
        var isRight = WorkerWire.ReadText(Input) == secret;
        WorkerWire.WriteText(Output, isRight ? Accepted : "err");
        Output.Flush();
        return isRight;
    }

    /// <summary>Runs tasks until the executor has no more.</summary>
    /// <param name="once">One task only.</param>
    public void Serve(Func<ReadOnlyMemory<byte>, IArrowMap> open, TimeProvider time, bool once)
    {
        var tasks = new WorkerTask(Input, Output, open, time);
        try
        {
            while (tasks.Run(Gone) && !once)
            {
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // A task that was cancelled, or a limit that was reached: the executor has all it wants.
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _socket.Dispose();
        _gone.Dispose();
    }

    private void SayProcess()
    {
        BigEndian.WriteInt32(Output, Environment.ProcessId);
        Output.Flush();
    }

    // What is there to read may be taken by the reader between the two questions, and looks like the end then. Asked twice, only the end looks so both times
    // while nothing was read.
    internal void Watch()
    {
        try
        {
            var reads = _stream.Reads;
            if (LooksClosed() && LooksClosed() && _stream.Reads == reads)
            {
                _gone.Cancel();
            }
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
        }
    }

    private bool LooksClosed() => _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0;

    private sealed class CountedStream(Socket socket) : NetworkStream(socket)
    {
        private long _reads;

        public long Reads => Interlocked.Read(ref _reads);

        // All other ways of reading come here.
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            Interlocked.Add(ref _reads, read > 0 ? 1 : 0);
            return read;
        }
    }
}
