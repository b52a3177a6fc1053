using MetricCare.Core.Errors;

namespace MetricCare.Fhir.Intake.Discovery;

/// <summary>The files below one folder.</summary>
internal sealed class FolderListing
{
    private readonly string _root;
    private readonly string _realRoot;
    private readonly string _prefix;
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <param name="root">The folder.</param>
    /// <param name="prefix">What its paths begin with.</param>
    public FolderListing(string root, string prefix)
    {
        (_root, _prefix) = (root, prefix);
        _realRoot = RealPath(root) ?? root;
        Walk(new DirectoryInfo(root));
        var real = Files.Select(file => file.FullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, target) in _links.OrderBy(link => link.Key, StringComparer.Ordinal))
        {
            if (real.Add(target))
            {
                Consider(path, target);
            }
            else
            {
                Skipped.Add(new SkippedFile(path, SkipReason.Link));
            }
        }
    }

    public List<(string Path, string FullPath)> Files { get; } = [];

    public List<SkippedFile> Skipped { get; } = [];

    private void Walk(DirectoryInfo folder)
    {
        foreach (var item in Items(folder))
        {
            var path = _prefix + Path.GetRelativePath(_root, item.FullName).Replace('\\', '/');
            if (item.Name.StartsWith('.') || (item.Attributes.HasFlag(FileAttributes.Hidden) && OperatingSystem.IsWindows()))
            {
                Skipped.Add(new SkippedFile(path, SkipReason.Hidden));
            }
            else if (item.LinkTarget is not null)
            {
                WalkLink(item, path);
            }
            else if (item is DirectoryInfo inner)
            {
                Walk(inner);
            }
            else
            {
                Consider(path, Path.Combine(_realRoot, Path.GetRelativePath(_root, item.FullName)));
            }
        }
    }

    private void WalkLink(FileSystemInfo link, string path)
    {
        var target = link is FileInfo ? RealPath(link.FullName) : null;
        if (target is not null && File.Exists(target) && target.StartsWith(_realRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            _links[path] = target;
        }
        else
        {
            Skipped.Add(new SkippedFile(path, SkipReason.Link));
        }
    }

    private void Consider(string path, string fullPath)
    {
        if (ContentGuess.Of(fullPath) is { } reason)
        {
            Skipped.Add(new SkippedFile(path, reason));
        }
        else
        {
            Files.Add((path, fullPath));
        }
    }

    private static FileSystemInfo[] Items(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetricCareException(ExitCode.SourceUnreadable, $"The folder {folder.FullName} cannot be read.", "Check who may read it.", e);
        }
    }

    /// <summary>The path with every link on it resolved; null when it leads nowhere.</summary>
    private static string? RealPath(string path)
    {
        try
        {
            var resolved = Path.GetPathRoot(path) ?? "";
            foreach (var part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
            {
                resolved = Path.Combine(resolved, part);
                FileSystemInfo item = Directory.Exists(resolved) ? new DirectoryInfo(resolved) : new FileInfo(resolved);
                resolved = item.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? resolved;
            }

            return resolved;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
