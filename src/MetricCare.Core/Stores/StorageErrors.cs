using MetricCare.Core.Errors;

namespace MetricCare.Core.Stores;

/// <summary>What the file system refuses, as an error that the user can act on.</summary>
public static class StorageErrors
{
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    public static T Guard<T>(string place, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Translate(place, failure);
        }
    }

    public static void Guard(string place, Action work) => Guard(place, () =>
    {
        work();
        return true;
    });

    public static MetricCareException Translate(string place, Exception failure) => failure switch
    {
        UnauthorizedAccessException => new(ExitCode.StorageFailed, $"{place} may not be read or written: {failure.Message}", "Check who may write there.", failure),
        IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows } => new(ExitCode.StorageFailed, $"The disk of {place} is full.", "Free some space, then run again: the tables are as they were.", failure),
        _ => new(ExitCode.StorageFailed, $"{place} cannot be read or written: {failure.Message}", cause: failure),
    };
}
