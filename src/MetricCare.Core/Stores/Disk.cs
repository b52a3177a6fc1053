using System.Runtime.InteropServices;
using System.Text;

namespace MetricCare.Core.Stores;

/// <summary>Writing that survives a loss of power: bytes before names, and names one at a time.</summary>
internal static class Disk
{
    /// <summary>Puts a small file in place in one step: a reader sees the old text, or all of the new one.</summary>
    public static void WriteAtomically(string file, string text)
    {
        Prepare(file, text);
        Replace(file);
        FlushFolder(Path.GetDirectoryName(file)!);
    }

    /// <summary>The first half of <see cref="WriteAtomically"/>: the new text is on the disk beside the file.</summary>
    public static void Prepare(string file, string text)
    {
        using var stream = new FileStream(file + ".new", FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The second half: readers see the new text. It outlasts a loss of power once the folder is flushed.</summary>
    public static void Replace(string file) => File.Move(file + ".new", file, overwrite: true);

    /// <summary>Makes sure that all files of a folder, and their names, are on the disk.</summary>
    public static void FlushFiles(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            RandomAccess.FlushToDisk(handle);
        }

        FlushFolder(folder);
    }

    /// <summary>Makes sure that the names in a folder are on the disk. Windows does that by itself, and has no call for it.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET refuses to open folders.
        var descriptor = Unix.Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (descriptor < 0)
        {
            throw new IOException($"{folder} cannot be opened.", Marshal.GetLastPInvokeError());
        }

        var failed = Unix.Flush(descriptor) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Unix.Close(descriptor);
        if (failed is not 0 and not Unix.NotSupported)
        {
            throw new IOException($"{folder} cannot be written to the disk.", failed);
        }
    }

    private static class Unix
    {
        /// <summary>EINVAL: a file system, such as a network share, on which folders cannot be flushed.</summary>
        public const int NotSupported = 22;

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Flush(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
