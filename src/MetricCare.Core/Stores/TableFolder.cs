using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Core.Stores;

/// <summary>The folder of one table: its versions and its pointer.</summary>
internal sealed class TableFolder(string lake, RelationName name)
{
    private readonly string _folder = Path.Combine(lake, name.Schema, name.Table);

    public RelationName Name => name;

    private string Pointer => Path.Combine(_folder, "_current");

    public string Version(string version) => Path.Combine(_folder, version);

    /// <summary>What the pointer says; null when nothing has been published yet.</summary>
    public string? CurrentVersion()
    {
        string? missing = null;
        while (true)
        {
            if (!File.Exists(Pointer))
            {
                return null;
            }

            var version = File.ReadAllText(Pointer).Trim();
            if (VersionName.IsOne(version) && Directory.Exists(Version(version)))
            {
                return version;
            }

            // Between the two looks a writer may have gone on by two versions: then the pointer says another one now.
            if (version == missing)
            {
                throw new MetricCareException(
                    ExitCode.StorageFailed,
                    $"Table {name} cannot be read: {Path.GetRelativePath(lake, Pointer)} names a version that is not there.",
                    "Restore the folder from a copy, or delete the table's folder and run again.");
            }

            missing = version;
        }
    }

    /// <summary>Brings a version's bytes and names to the disk, which must come before the pointer says that they are there, and the new pointer's text too.</summary>
    public void Prepare(string version)
    {
        Disk.FlushFiles(Version(version));
        Disk.Prepare(Pointer, version);
        Disk.FlushFolder(_folder);
        Disk.FlushFolder(Path.GetDirectoryName(_folder)!);
    }

    /// <summary>Makes the prepared version the current one, in one step.</summary>
    public void Publish() => Disk.Replace(Pointer);

    /// <summary>Makes sure that what was published outlasts a loss of power.</summary>
    public void Flush() => Disk.FlushFolder(_folder);

    /// <summary>Removes what a dead run has begun: versions behind the current one.</summary>
    public void RemoveUnpublished()
    {
        var current = CurrentVersion();
        foreach (var version in Versions().Where(version => string.CompareOrdinal(version, current) > 0))
        {
            Directory.Delete(Version(version), recursive: true);
        }
    }

    /// <summary>Removes versions that are neither the current one nor the one before, which a reader may still have open. One that cannot go now stays for the next run.</summary>
    public void RemoveOld()
    {
        var current = CurrentVersion();
        foreach (var version in Versions().Where(version => string.CompareOrdinal(version, current) < 0).OrderDescending(StringComparer.Ordinal).Skip(1))
        {
            try
            {
                Directory.Delete(Version(version), recursive: true);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private List<string> Versions() =>
        [.. Directory.EnumerateDirectories(_folder).Select(folder => Path.GetFileName(folder)!).Where(VersionName.IsOne)];
}
