using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MetricCare.Spark.Gateway;

/// <summary>One connection to the JVM: what is sent over it runs in one Java thread, one request after the other.</summary>
/// <remarks>For one .NET thread at a time. After a failure of the connection itself it is dead and says so on every further use.</remarks>
internal sealed class GatewayConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly GatewayAddress _address;
    private byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    private GatewayConnection(Socket socket, GatewayAddress address) => (_socket, _address) = (socket, address);

    /// <summary>Nothing more will come over it.</summary>
    public bool IsDead { get; private set; }

    /// <exception cref="JvmLostException">Nobody listens, or the secret is refused.</exception>
    public static GatewayConnection Open(GatewayAddress address)
    {
        var connection = new GatewayConnection(Connect(address), address);
        try
        {
            connection.Write(Requests.Authenticate(address.Secret));
            if (Reply.Parse(connection.ReadLine()) is not { Kind: ReplyKind.Value })
            {
                throw new JvmLostException($"The {address} refused the secret. Was this process started by the spark-submit that owns the gateway?");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends one request and waits, without a limit of time, for its reply.</summary>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public Reply Send(string request)
    {
        Write(request);
        return Read();
    }

    /// <summary>Sends all requests in one go; the replies come in the same order.</summary>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public IReadOnlyList<Reply> SendAll(IReadOnlyList<string> requests)
    {
        // Both sides would wait for ever if neither read while the other wrote: so much fits into the buffers of the sockets.
        const int Together = 256;
        var replies = new List<Reply>(requests.Count);
        foreach (var some in requests.Chunk(Together))
        {
            Write(string.Concat(some));
            for (var i = 0; i < some.Length; i++)
            {
                replies.Add(Read());
            }
        }

        return replies;
    }

    public void Dispose()
    {
        IsDead = true;
        _socket.Dispose();
    }

    private static Socket Connect(GatewayAddress address)
    {
        var failure = default(SocketException);
        foreach (var host in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Connect(host, address.Port);
                return socket;
            }
            catch (SocketException e)
            {
                failure ??= e;
                socket.Dispose();
            }
        }

        throw new JvmLostException($"Nobody answers at the {address}: the JVM of Spark is not there.", failure);
    }

    private Reply Read()
    {
        var reply = Reply.Parse(ReadLine());
        IsDead |= reply.Kind == ReplyKind.Broken;
        return reply;
    }

    private void Write(string text)
    {
        RequireLife();
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += _socket.Send(bytes.AsSpan(sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    private string ReadLine()
    {
        RequireLife();
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, searched + found);
                _start += searched + found + 1;
                return line;
            }

            searched = _end - _start;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var read = _socket.Receive(_buffer.AsSpan(_end));
            if (read == 0)
            {
                throw Lost(null);
            }

            _end += read;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    private void RequireLife()
    {
        if (IsDead)
        {
            throw Lost(null);
        }
    }

    private JvmLostException Lost(Exception? reason)
    {
        IsDead = true;
        return new JvmLostException($"The JVM of Spark is gone: the connection to the {_address} has ended.", reason);
    }
}
