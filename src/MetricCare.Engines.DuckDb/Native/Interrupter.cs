using DuckDB.NET.Native;

namespace MetricCare.Engines.DuckDb.Native;

/// <summary>
/// While it lives, a cancel is passed on to the connection again and again: DuckDB forgets an interrupt that comes before its statement has begun.
/// </summary>
internal sealed class Interrupter : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly DuckDBNativeConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _over;

    public Interrupter(DuckDBNativeConnection connection, CancellationToken cancel)
    {
        _connection = connection;
        _registration = cancel.Register(Begin);
    }

    public void Dispose()
    {
        // Under the gate, so that no interrupt can hit the statement after this one.
        lock (_gate)
        {
            _over = true;
            _timer?.Dispose();
        }

        _registration.Dispose();
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (!_over)
            {
                _timer = new Timer(_ => Interrupt(), null, TimeSpan.Zero, Pause);
            }
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_over)
            {
                _connection.Interrupt();
            }
        }
    }
}
