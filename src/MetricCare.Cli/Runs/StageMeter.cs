using MetricCare.Core.Runs;

namespace MetricCare.Cli.Runs;

/// <summary>Says how far a stage is: when one of its parts begins, and in between what the engine says of the statements at hand. Never goes back.</summary>
internal sealed class StageMeter : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly RunStage _stage;
    private readonly IRunObserver _observer;
    private readonly ITimer? _timer;
    private int _begun;
    private int _asking;
    private int _parts = 1;
    private double _shown;
    private string _what = string.Empty;
    private bool _isOver;

    /// <param name="stage">The stage, which begins now.</param>
    /// <param name="share">What the engine says of its statements: 0..1, or null when it says nothing. Asked only when somebody looks on.</param>
    /// <param name="observer">Hears it, one call at a time.</param>
    /// <param name="time">For the moments at which the engine is asked.</param>
    public StageMeter(RunStage stage, Func<double?> share, IRunObserver observer, TimeProvider time)
    {
        (_stage, _observer) = (stage, observer);
        observer.StageStarted(stage);
        _timer = observer.IsWatched ? time.CreateTimer(_ => Ask(share), null, Every, Every) : null;
    }

    /// <summary>One of the stage's parts begins.</summary>
    public void Begin(int of, string what)
    {
        lock (_gate)
        {
            (_parts, _what) = (of, what);
            Show(_begun++ / (double)of);
        }
    }

    /// <summary>So much of the stage is done.</summary>
    public void Report(double? done, string what)
    {
        lock (_gate)
        {
            _what = what;
            Show(done);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _isOver = true;
        }
    }

    private void Ask(Func<double?> share)
    {
        if (Interlocked.Exchange(ref _asking, 1) == 1)
        {
            return;
        }

        try
        {
            if (share() is { } part)
            {
                lock (_gate)
                {
                    Show((Math.Max(0, _begun - 1) + part) / _parts);
                }
            }
        }
#pragma warning disable CA1031 // An engine that is going down is asked in vain; whoever waits for its work hears why.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }

    private void Show(double? done)
    {
        if (_isOver)
        {
            return;
        }

        _shown = Math.Max(_shown, done ?? 0);
        _observer.StageAdvanced(_stage, done is null && _shown == 0 ? null : _shown, _what);
    }
}
