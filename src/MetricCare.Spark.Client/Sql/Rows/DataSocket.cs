using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Spark.Rows;

/// <summary>One of the sockets over which Spark hands rows to Python: a port, a secret, and a server object that knows how it ended.</summary>
internal sealed class DataSocket : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly Socket _socket;
    private readonly JvmObjectReference _server;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenRegistration _registration;

    private DataSocket(Socket socket, JvmObjectReference server, CancellationToken cancel)
    {
        (_socket, _server, _cancel) = (socket, server, cancel);
        Stream = new BufferedStream(new NetworkStream(socket), BufferSize);
        _registration = cancel.Register(socket.Dispose);
    }

    /// <summary>What was read and written; both sides are buffered.</summary>
    public Stream Stream { get; }

    /// <summary>Connects to what a method of Spark gave: an array of port, secret and server.</summary>
    /// <exception cref="JvmLostException">Nobody listens, or the secret is refused.</exception>
    public static DataSocket Open(JvmObjectReference served, CancellationToken cancel)
    {
        var parts = served.Items();
        return Open((int)parts[0]!, (string)parts[1]!, (JvmObjectReference)parts[2]!, cancel);
    }

    /// <inheritdoc cref="Open(JvmObjectReference, CancellationToken)"/>
    public static DataSocket Open(int port, string secret, JvmObjectReference server, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        DataSocket? data = null;
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            data = new DataSocket(socket, server, cancel);
            Authenticate(data.Stream, secret);
            return data;
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
        {
            data?.Dispose();
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw new JvmLostException("The JVM serves no rows at the port that it named.", failure);
        }
        catch
        {
            data?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Says the secret and reads whether it was right.</summary>
    /// <exception cref="JvmLostException">It was not.</exception>
    public static void Authenticate(Stream stream, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        BigEndian.WriteInt32(stream, bytes.Length);
        stream.Write(bytes);
        stream.Flush();
        var reply = new byte[BigEndian.ReadInt32(stream) is >= 0 and < 16 and var length ? length : throw new JvmLostException("The rows are not served by Spark.")];
        stream.ReadExactly(reply);
        if (!reply.AsSpan().SequenceEqual("ok"u8))
        {
            throw new JvmLostException("The JVM refused the secret for its rows.");
        }
    }

    /// <summary>Does something with the stream. A connection that fails is explained by the server: with the Java exception, if there is one.</summary>
    /// <exception cref="OperationCanceledException">The token says so; the socket is closed.</exception>
    /// <exception cref="JvmLostException">The connection failed and the server knows of no reason, or is gone.</exception>
    public T Do<T>(Func<Stream, T> action)
    {
        try
        {
            return action(Stream);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or InvalidDataException or InvalidOperationException)
        {
            if (_cancel.IsCancellationRequested)
            {
                throw new OperationCanceledException("The reading of rows was cancelled.", failure, _cancel);
            }

            _socket.Dispose();
            Result();
            throw new JvmLostException("The connection over which Spark hands rows broke, and Spark knows of no error.", failure);
        }
    }

    /// <inheritdoc cref="Do{T}"/>
    public void Do(Action<Stream> action) => Do(stream =>
    {
        action(stream);
        return true;
    });

    /// <summary>What came of the serving: waits for it to end.</summary>
    /// <exception cref="Exception">The job failed; the inner exception is a <see cref="JavaException"/>.</exception>
    public object? Result() => _server.Invoke("getResult");

    public void Dispose()
    {
        _registration.Dispose();
        _socket.Dispose();
        _server.ReleaseNow();
    }
}
