using System.Text.Json;
using MetricCare.Core.Errors;

namespace MetricCare.Core.Stores;

/// <summary>Where things are in a lake's folder, and the marker that says that it is one.</summary>
internal sealed class LakeFolder
{
    private const int FormatVersion = 1;

    private LakeFolder(string root) => Root = root;

    public string Root { get; }

    public string Own => Path.Combine(Root, ".metriccare");

    public string Temporary => Path.Combine(Own, "tmp");

    private string Marker => Path.Combine(Own, "lake.json");

    /// <summary>The folder of a lake that exists.</summary>
    public static LakeFolder Open(string folder)
    {
        var lake = new LakeFolder(Path.GetFullPath(folder));
        return StorageErrors.Guard(lake.Root, () =>
        {
            if (!Directory.Exists(lake.Root))
            {
                throw NotALake($"There is no lake at {folder}.", "Make one with 'metriccare run SOURCE --lake FOLDER'.");
            }

            if (!File.Exists(lake.Marker))
            {
                throw NotALake($"{folder} is not a lake of MetricCare: it has no .metriccare/lake.json.", "Name the folder that a run has written.");
            }

            lake.CheckMarker();
            return lake;
        });
    }

    /// <summary>The folder of a lake, made when there is nothing yet. A folder that holds something else is refused.</summary>
    public static LakeFolder OpenOrCreate(string folder)
    {
        var lake = new LakeFolder(Path.GetFullPath(folder));
        return StorageErrors.Guard(lake.Root, () =>
        {
            if (File.Exists(lake.Root))
            {
                throw NotALake($"{folder} is a file.", "Name a folder.");
            }

            Directory.CreateDirectory(lake.Root);
            if (File.Exists(lake.Marker))
            {
                lake.CheckMarker();
                return lake;
            }

            // A process that died here earlier has left nothing but its own folder.
            if (Directory.EnumerateFileSystemEntries(lake.Root).Any(entry => entry != lake.Own))
            {
                throw NotALake($"{folder} holds something that is not a lake of MetricCare; it was not touched.", "Name an empty or a new folder.");
            }

            Directory.CreateDirectory(lake.Own);
            Disk.WriteAtomically(lake.Marker, JsonSerializer.Serialize(new MarkerText(FormatVersion)));
            Disk.FlushFolder(lake.Root);
            return lake;
        });
    }

    private void CheckMarker()
    {
        int format;
        try
        {
            format = JsonSerializer.Deserialize<MarkerText>(File.ReadAllText(Marker))?.FormatVersion ?? 0;
        }
        catch (JsonException)
        {
            format = 0;
        }

        if (format != FormatVersion)
        {
            throw NotALake(
                $"The lake at {Root} says format {format}; this program knows format {FormatVersion}.",
                "Use the version of MetricCare that wrote it, or another folder.");
        }
    }

    private static MetricCareException NotALake(string message, string next) => new(ExitCode.NotALake, message, next);

    private sealed record MarkerText(int FormatVersion);
}
