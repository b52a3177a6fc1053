using MetricCare.Core.Errors;
using MetricCare.Fhir.Intake.Discovery;

namespace MetricCare.Fhir.Intake;

/// <summary>Finds the files of a source.</summary>
public static class SourceDiscovery
{
    /// <summary>Lists the files at the given places: files as they are, folders with everything below them.</summary>
    /// <remarks>
    /// A file that is named itself is always read. Below a folder, hidden files, files that hold no JSON and JSON that is no FHIR are
    /// skipped and listed as such, and links are followed only to files inside that folder. With several sources, each path begins with the
    /// name of its source. A file that is found twice is read once.
    /// </remarks>
    /// <exception cref="MetricCareException">A place does not exist, cannot be read, or nothing that could be read was found.</exception>
    public static SourceListing Find(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            throw new MetricCareException(ExitCode.SourceUnreadable, "No source was given.", "Name a file or a folder with FHIR resources.");
        }

        var found = new List<(string Path, string FullPath)>();
        var skipped = new List<SkippedFile>();
        foreach (var path in paths)
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            var name = Path.GetFileName(full);
            if (File.Exists(full))
            {
                found.Add((name, full));
            }
            else if (Directory.Exists(full))
            {
                var prefix = paths.Count == 1 || name.Length == 0 ? "" : name + "/";
                var folder = new FolderListing(full, prefix);
                found.AddRange(folder.Files);
                skipped.AddRange(folder.Skipped);
            }
            else
            {
                throw new MetricCareException(ExitCode.SourceUnreadable, $"There is no file or folder {path}.", "Check the path, and who may read it.");
            }
        }

        if (found.Count == 0)
        {
            var also = skipped.Count == 0 ? "it is empty" : $"{skipped.Count} files in it are none";
            throw new MetricCareException(
                ExitCode.SourceUnreadable,
                $"No FHIR files were found in {string.Join(", ", paths)}: {also}.",
                "Sources are NDJSON, JSON arrays, Bundles and single resources, gzipped or not.");
        }

        var files = found
            .DistinctBy(file => file.FullPath, StringComparer.Ordinal)
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ThenBy(file => file.FullPath, StringComparer.Ordinal)
            .Select((file, index) => new SourceFile(index + 1, file.FullPath, file.Path));
        return new SourceListing([.. files], [.. skipped.Distinct().OrderBy(skip => skip.Path, StringComparer.Ordinal)]);
    }
}
