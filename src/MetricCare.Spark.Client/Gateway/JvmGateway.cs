using System.Collections.Concurrent;

namespace MetricCare.Spark.Gateway;

/// <summary>All connections to one JVM: each thread that calls has its own, and with it its own Java thread.</summary>
/// <remarks>The Java thread carries what Spark keeps per thread (job group, description, active session), so work that belongs together stays on one .NET thread.</remarks>
internal sealed class JvmGateway : IDisposable
{
    // A message per object would double the traffic; nothing in the JVM is in a hurry to be freed.
    private const int ReleasedTogether = 128;

    private readonly GatewayAddress _address;
    private readonly ThreadLocal<ThreadConnection> _connections;
    private readonly ConcurrentQueue<string> _released = new();
    private readonly Lock _housekeeping = new();
    private GatewayConnection? _housekeeper;
    private long _calls;
    private volatile bool _isClosed;

    public JvmGateway(GatewayAddress address)
    {
        _address = address;
        _connections = new ThreadLocal<ThreadConnection>(() => new ThreadConnection(), trackAllValues: true);
    }

    /// <summary>Requests sent so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Carries a request out.</summary>
    /// <returns>The value, or the id of an object that stays in the JVM.</returns>
    /// <exception cref="Exception">The Java method threw; the inner exception is a <see cref="JavaException"/>.</exception>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public Reply Send(string request, string what)
    {
        var connection = Connection();
        Interlocked.Increment(ref _calls);
        return Checked(connection.Send(request), connection, what);
    }

    /// <summary>Carries requests out that do not depend on each other's results; the first failure is thrown after all were sent.</summary>
    public IReadOnlyList<Reply> SendAll(IReadOnlyList<string> requests, string what)
    {
        var connection = Connection();
        Interlocked.Add(ref _calls, requests.Count);
        var replies = connection.SendAll(requests);
        return [.. replies.Select(reply => Checked(reply, connection, what))];
    }

    /// <summary>Notes that no wrapper speaks of the object any more. Safe from finalizers.</summary>
    public void Release(string id)
    {
        if (!_isClosed)
        {
            _released.Enqueue(id);
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }

        lock (_housekeeping)
        {
            _housekeeper?.Dispose();
        }

        _connections.Dispose();
    }

    private GatewayConnection Connection()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_released.Count >= ReleasedTogether)
        {
            ReleaseAll();
        }

        return _connections.Value!.Open(_address);
    }

    private void ReleaseAll()
    {
        if (!_housekeeping.TryEnter())
        {
            return;
        }

        try
        {
            var requests = new List<string>();
            while (requests.Count < 10 * ReleasedTogether && _released.TryDequeue(out var id))
            {
                requests.Add(Requests.Release(id));
            }

            if (_housekeeper is null or { IsDead: true })
            {
                _housekeeper = GatewayConnection.Open(_address);
            }

            _housekeeper.SendAll(requests);
        }
        finally
        {
            _housekeeping.Exit();
        }
    }

    private Reply Checked(Reply reply, GatewayConnection connection, string what) => reply.Kind switch
    {
        ReplyKind.Value or ReplyKind.Object => reply,
        ReplyKind.Thrown => throw JavaFailure.Read(connection, (string)reply.Value!, what),
        ReplyKind.Refused => throw JavaFailure.Refusal(what, (string)reply.Value!),
        _ => throw JavaFailure.Refusal(what, $"{reply.Value}"),
    };

    /// <summary>Closes the connection when its thread is gone: the finalizer of a thread's value runs after the thread has ended.</summary>
    private sealed class ThreadConnection : IDisposable
    {
        private GatewayConnection? _connection;

        ~ThreadConnection() => _connection?.Dispose();

        public GatewayConnection Open(GatewayAddress address)
        {
            if (_connection is null or { IsDead: true })
            {
                _connection = GatewayConnection.Open(address);
            }

            return _connection;
        }

        public void Dispose()
        {
            _connection?.Dispose();
            GC.SuppressFinalize(this);
        }
    }
}
