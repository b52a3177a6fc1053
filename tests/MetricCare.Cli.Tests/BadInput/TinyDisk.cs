using System.Diagnostics;

namespace MetricCare.Cli.Tests.BadInput;

/// <summary>A file system of a few megabytes over a folder.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly string _folder;

    private TinyDisk(string folder) => _folder = folder;

    /// <summary>Null where this user may not mount.</summary>
    public static TinyDisk? Mount(string folder, string size) =>
        Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder) ? new TinyDisk(folder) : null;

    public void Dispose() => Run("umount", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
