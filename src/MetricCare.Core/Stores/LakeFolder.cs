using System.Text.Json;
using MetricCare.Core.Errors;

namespace MetricCare.Core.Stores;

/// <summary>Where things are in a lake's folder, and the marker that says that it is one and of which tables.</summary>
public sealed class LakeFolder
{
    private const int FormatVersion = 1;

    private LakeFolder(string root, TableFormat format) => (Root, Format) = (root, format);

    public string Root { get; }

    /// <summary>All tables of a lake are of one format.</summary>
    public TableFormat Format { get; }

    public string Own => Path.Combine(Root, ".metriccare");

    public string Temporary => Path.Combine(Own, "tmp");

    private string Marker => Path.Combine(Own, "lake.json");

    /// <summary>The folder of a lake that exists.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.NotALake"/>: it does not, is something else, or holds tables of another format.</exception>
    public static LakeFolder Open(string folder, TableFormat format)
    {
        var lake = new LakeFolder(Path.GetFullPath(folder), format);
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
    /// <exception cref="MetricCareException"><see cref="ExitCode.NotALake"/>: it holds something else, or tables of another format.</exception>
    public static LakeFolder OpenOrCreate(string folder, TableFormat format)
    {
        var lake = new LakeFolder(Path.GetFullPath(folder), format);
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
            Disk.WriteAtomically(lake.Marker, JsonSerializer.Serialize(new MarkerText(FormatVersion, lake.Format.ToString())));
            Disk.FlushFolder(lake.Root);
            return lake;
        });
    }

    private void CheckMarker()
    {
        MarkerText? marker;
        try
        {
            marker = JsonSerializer.Deserialize<MarkerText>(File.ReadAllText(Marker));
        }
        catch (JsonException)
        {
            marker = null;
        }

        var format = marker?.FormatVersion ?? 0;

        if (format != FormatVersion)
        {
            throw NotALake(
                $"The lake at {Root} says format {format}; this program knows format {FormatVersion}.",
                "Use the version of MetricCare that wrote it, or another folder.");
        }

        // A lake of the first days does not say: it is of Parquet.
        var tables = marker!.Tables ?? nameof(TableFormat.Parquet);
        if (tables != Format.ToString())
        {
            throw NotALake(
                $"The lake at {Root} holds {tables} tables, not {Format}.",
                tables == nameof(TableFormat.Hudi) ? "Run with --engine spark, or name another folder with --lake." : "Run with --format parquet or on DuckDB, or name another folder with --lake.");
        }
    }

    private static MetricCareException NotALake(string message, string next) => new(ExitCode.NotALake, message, next);

    private sealed record MarkerText(int FormatVersion, string? Tables = null);
}

/// <summary>How the tables of a lake are kept.</summary>
public enum TableFormat
{
    /// <summary>Parquet files in versions, with a pointer to the current one.</summary>
    Parquet,

    /// <summary>Apache Hudi, Copy-on-Write, table version 6.</summary>
    Hudi,
}
