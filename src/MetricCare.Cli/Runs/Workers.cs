namespace MetricCare.Cli.Runs;

/// <summary>Runs pieces of work side by side, a bounded number at a time; the first failure stops the others.</summary>
/// <remarks>A table of up to some hundred thousand rows keeps one thread of an engine busy, so several models at once are what fills a machine.</remarks>
internal sealed class Workers : IDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _stop;

    public Workers(int count, CancellationToken cancel)
    {
        _places = new SemaphoreSlim(count);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>Waits for what it needs and for a free place, then runs.</summary>
    public async Task<T> RunAsync<T>(IEnumerable<Task> after, Func<CancellationToken, Task<T>> work)
    {
        await Task.WhenAll(after);
        await _places.WaitAsync(_stop.Token);
        try
        {
            return await work(_stop.Token);
        }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits until all have ended, and throws the failure that stopped them rather than the cancellations that followed.</summary>
    public static async Task<T[]> AllAsync<T>(IReadOnlyCollection<Task<T>> tasks)
    {
        await AllAsync((IReadOnlyCollection<Task>)tasks);
        return await Task.WhenAll(tasks);
    }

    /// <inheritdoc cref="AllAsync{T}"/>
    public static async Task AllAsync(IReadOnlyCollection<Task> tasks)
    {
        try
        {
            await Task.WhenAll(tasks);
        }
        catch
        {
            var failures = tasks.Where(task => task.IsFaulted).SelectMany(task => task.Exception!.InnerExceptions).ToList();
            var cause = failures.FirstOrDefault(failure => failure is not OperationCanceledException);
            if (cause is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            }

            throw;
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _stop.Dispose();
    }
}
