using MetricCare.Spark;
using Microsoft.Spark.Interop.Ipc;

namespace MetricCare.Engines.Spark;

/// <summary>Spark jobs of one piece of work, on one thread: named, so that a cancel ends them and no others.</summary>
internal sealed class JobScope : IDisposable
{
    // A job may begin just after the cancel, even when nobody waits for it any more: rows are sent by a thread of the JVM of its own.
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static long s_number;

    private readonly JvmObjectReference _context;
    private readonly string _group = $"{Prefix}{Interlocked.Increment(ref s_number)}";
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Prefix of the names of all groups; a number follows.</summary>
    internal const string Prefix = "metriccare-";

    /// <summary>Number of the last group.</summary>
    internal static long Last => Interlocked.Read(ref s_number);

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
        _registration.Dispose();
        _context.Invoke("clearJobGroup");
    }

    private async Task CancelAsync()
    {
        try
        {
            for (var (waited, pause) = (TimeSpan.Zero, Again); waited < Longest; waited += pause, pause += Again)
            {
                _context.Invoke("cancelJobGroup", _group);
                await Task.Delay(pause);
            }
        }
        catch (JvmLostException)
        {
            // Then there is no job.
        }
    }
}
