using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark;

/// <summary>Spark jobs of one piece of work, on one thread: named, so that a cancel ends them and no others.</summary>
internal sealed class JobScope : IDisposable
{
    // A job may begin just after the cancel: it is said again until the work has ended.
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private static long s_number;

    private readonly JvmObjectReference _context;
    private readonly string _group = $"metriccare-{Interlocked.Increment(ref s_number)}";
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationTokenSource _ended = new();

    /// <param name="context">The SparkContext.</param>
    /// <param name="what">Shown by Spark for the jobs; names of relations only.</param>
    /// <param name="cancel">Ends them.</param>
    public JobScope(JvmObjectReference context, string what, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _context = context;
        context.Invoke("setJobGroup", _group, what, true);
        _registration = cancel.Register(() => Task.Run(CancelAsync, CancellationToken.None));
    }

    public void Dispose()
    {
        _ended.Cancel();
        _registration.Dispose();
        _context.Invoke("clearJobGroup");
        _ended.Dispose();
    }

    private async Task CancelAsync()
    {
        try
        {
            while (!_ended.IsCancellationRequested)
            {
                _context.Invoke("cancelJobGroup", _group);
                await Task.Delay(Again, _ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
