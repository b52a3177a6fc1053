using System.Runtime.InteropServices;
using MetricCare.Core.Errors;

namespace MetricCare.Cli;

/// <summary>
/// Turns Ctrl-C and SIGTERM into a cancellation; a second one ends the process at once, and so does a second and a half in which something that cannot be
/// cancelled (a pipe in the source that nobody writes to) holds the run up. The lake is safe against either.
/// </summary>
internal sealed class InterruptSource : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _source = new();
    private Timer? _last;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    /// <param name="stop">Ends when somebody else wants this process to stop.</param>
    public InterruptSource(Task? stop = null)
    {
        stop?.ContinueWith(_ => Stop(), TaskScheduler.Default);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _last?.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        Stop();
    }

    private void Stop()
    {
        _last = new Timer(_ => Environment.Exit((int)ExitCode.Cancelled), null, Patience, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }
}
