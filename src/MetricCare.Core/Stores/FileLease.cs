using System.Globalization;
using System.Text.Json;
using MetricCare.Core.Errors;

namespace MetricCare.Core.Stores;

/// <summary>A lease by a locked file in the lake: the operating system gives it back when the process dies, however it dies.</summary>
/// <remarks>It holds between processes of one machine; a network file system must support locks for more.</remarks>
public sealed class FileLease : ILease
{
    private readonly FileStream _lock;
    private readonly string _holder;

    private FileLease(FileStream locked, string holder, string runId)
    {
        _lock = locked;
        _holder = holder;
        RunId = runId;
    }

    public string RunId { get; }

    /// <summary>Takes the lease, or says who has it.</summary>
    /// <param name="folder">An existing folder, in which the lock and a note about its holder are kept.</param>
    /// <param name="runId">Whose it shall be.</param>
    /// <param name="clock">For the note.</param>
    /// <exception cref="MetricCareException"><see cref="ExitCode.LakeBusy"/>, or the folder cannot be written.</exception>
    public static FileLease Acquire(string folder, string runId, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var holder = Path.Combine(folder, "holder.json");
        var file = Path.Combine(folder, "lock");
        return StorageErrors.Guard(file, () =>
        {
            var locked = Open(file) ?? throw Busy(holder);
            try
            {
                Disk.WriteAtomically(holder, JsonSerializer.Serialize(new HolderNote(Environment.ProcessId, clock.GetUtcNow(), runId)));
                return new FileLease(locked, holder, runId);
            }
            catch
            {
                locked.Dispose();
                throw;
            }
        });
    }

    public ValueTask DisposeAsync()
    {
        // The lock file stays: removing it would let two processes hold locks on two files of one name.
        try
        {
            File.Delete(_holder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Only a note: the next holder writes its own.
        }

        _lock.Dispose();
        return ValueTask.CompletedTask;
    }

    private static FileStream? Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (failure.GetType() == typeof(IOException) && IsLocked(failure))
        {
            return null;
        }
    }

    private static bool IsLocked(IOException failure)
    {
        const int sharingViolation = unchecked((int)0x80070020);
        const int wouldBlockOnLinux = 11;
        const int wouldBlockOnMac = 35;
        return failure.HResult is sharingViolation or wouldBlockOnLinux or wouldBlockOnMac;
    }

    private static MetricCareException Busy(string holder)
    {
        var note = ReadNote(holder);
        var who = note is null
            ? "by another process"
            : $"by process {note.Pid} since {note.Since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} (run {note.Run})";
        return new MetricCareException(ExitCode.LakeBusy, $"The lake is being written {who}.", "Wait for it to end, or stop it, then run again.");
    }

    private static HolderNote? ReadNote(string holder)
    {
        try
        {
            return JsonSerializer.Deserialize<HolderNote>(File.ReadAllText(holder));
        }
        catch (Exception missing) when (missing is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record HolderNote(int Pid, DateTimeOffset Since, string Run);
}
