using MetricCare.Core.Errors;
using MetricCare.Core.Models;

namespace MetricCare.Jobs.ValueSets;

/// <summary>Reads the code lists of a run: <c>value-sets/*.csv</c> of a <c>jobs/</c> folder, the optional ones that were asked for, and the operator's own folders.</summary>
public static class ValueSetLoader
{
    private const string Folder = "value-sets";
    private const string OptionalFolder = "optional";

    /// <summary>Sets in which one code may stand for several things: a resistant germ is a sepsis and a marker of its own.</summary>
    private static readonly HashSet<string> ManyGroups = ["vs_infection"];

    /// <summary>All codes of the selected lists.</summary>
    /// <param name="jobsFolder">The <c>jobs/</c> folder.</param>
    /// <param name="selection">What is switched on, left out and added.</param>
    /// <exception cref="MetricCareException">
    /// <see cref="ExitCode.DefinitionInvalid"/>, listing every fault with file and line: a wrong header or line, a list without version, source or licence,
    /// an unknown match, two versions of one set, one code twice or with two meanings. <see cref="ExitCode.ConfigurationInvalid"/>: a list or folder that is not there.
    /// </exception>
    public static CodeLists Load(string jobsFolder, ValueSetSelection selection)
    {
        ArgumentNullException.ThrowIfNull(jobsFolder);
        ArgumentNullException.ThrowIfNull(selection);
        var problems = new List<DefinitionProblem>();
        var lines = new List<Placed>();
        foreach (var (file, path) in Files(jobsFolder, selection))
        {
            lines.AddRange(ValueSetFile.Read(file, path, problems).Select(line => new Placed(file, line.Line, line.Code)));
        }

        RefuseContradictions(lines, problems);
        if (problems.Count > 0)
        {
            throw DefinitionProblem.Error(ExitCode.DefinitionInvalid, problems);
        }

        return new CodeLists(
        [
            .. lines.Select(line => line.Code)
                .OrderBy(code => code.ValueSet, StringComparer.Ordinal).ThenBy(code => code.System, StringComparer.Ordinal)
                .ThenBy(code => code.Code, StringComparer.Ordinal).ThenBy(code => code.Match).ThenBy(code => code.Group, StringComparer.Ordinal),
        ]);
    }

    private static List<(string File, string Path)> Files(string jobsFolder, ValueSetSelection selection)
    {
        var shipped = Csv(Path.Combine(jobsFolder, Folder), Folder);
        var optional = Csv(Path.Combine(jobsFolder, Folder, OptionalFolder), $"{Folder}/{OptionalFolder}");
        RequireStems(selection.Enable, optional, "enable", "an optional list");
        RequireStems(selection.Disable, shipped, "disable", "a list that is on by default");
        var files = shipped.Where(file => !selection.Disable.Contains(Stem(file.Path)))
            .Concat(optional.Where(file => selection.Enable.Contains(Stem(file.Path))))
            .ToList();
        foreach (var folder in selection.Folders)
        {
            if (!Directory.Exists(folder))
            {
                throw new MetricCareException(ExitCode.ConfigurationInvalid, $"value_sets: folders: there is no folder {folder}.");
            }

            files.AddRange(Csv(folder, folder));
        }

        return files;
    }

    private static List<(string File, string Path)> Csv(string folder, string shown) =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(path => ($"{shown.TrimEnd('/')}/{Path.GetFileName(path)}", path))];

    private static void RequireStems(IReadOnlyList<string> stems, List<(string File, string Path)> files, string key, string what)
    {
        var known = files.Select(file => Stem(file.Path)).ToList();
        foreach (var stem in stems.Where(stem => !known.Contains(stem)))
        {
            throw new MetricCareException(
                ExitCode.ConfigurationInvalid,
                $"value_sets: {key}: {stem} is not the name of {what}{NearestName.Hint(stem, known)}",
                known.Count == 0 ? null : $"Known are {string.Join(", ", known)}.");
        }
    }

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    private static void RefuseContradictions(List<Placed> lines, List<DefinitionProblem> problems)
    {
        var versions = new Dictionary<string, Placed>(StringComparer.Ordinal);
        var seen = new Dictionary<(string Set, string System, string Code, CodeMatch Match, string? Group), Placed>();
        foreach (var line in lines)
        {
            var code = line.Code;
            if (!versions.TryAdd(code.ValueSet, line) && versions[code.ValueSet] is var first && first.Code.Version != code.Version)
            {
                problems.Add(line.Problem($"{code.ValueSet} has version {code.Version} here and {first.Code.Version} in {first}: a run takes one version of a list."));
            }

            var group = ManyGroups.Contains(code.ValueSet) ? code.Group : null;
            var key = (code.ValueSet, code.System, Plain(code.Code), code.Match, group);
            if (!seen.TryAdd(key, line))
            {
                var other = seen[key];
                problems.Add(line.Problem(
                    other.Code.Group == code.Group
                        ? $"{code.ValueSet} names the code {code.Code} twice: also in {other}."
                        : $"{code.ValueSet} says {code.Group ?? "no group"} of the code {code.Code} here and {other.Code.Group ?? "no group"} in {other}."));
            }
        }
    }

    /// <summary>Codes are compared without dots and case, so lists are too.</summary>
    private static string Plain(string code) => code.Replace(".", string.Empty, StringComparison.Ordinal).ToUpperInvariant();

    private sealed record Placed(string File, int Line, ValueSetCode Code)
    {
        public DefinitionProblem Problem(string message) => new(File, Line, message);

        public override string ToString() => $"{File}:{Line}";
    }
}
