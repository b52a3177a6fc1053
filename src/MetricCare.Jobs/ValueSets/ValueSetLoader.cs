using MetricCare.Core.Errors;
using MetricCare.Core.Models;

namespace MetricCare.Jobs.ValueSets;

/// <summary>Reads value sets: CSV files with the header <c>value_set,version,system,code,match,group,source,licence</c>.</summary>
/// <remarks>A folder's <c>optional/</c> holds lists that are off by default (other licences); they are read when named by their file stem.</remarks>
public static class ValueSetLoader
{
    private const string OptionalFolder = "optional";

    /// <summary>Sets in which one code may stand for several things: A41.02 is a sepsis and a marker of a resistant germ.</summary>
    private static readonly HashSet<string> ManyGroups = ["vs_infection"];

    /// <summary>All codes of the folders' files, in the order of folder, file and line.</summary>
    /// <param name="folders">Read one after the other.</param>
    /// <param name="enabled">Stems of optional files to read as well.</param>
    /// <param name="disabled">Stems of files to leave out, so that an own list can take their place.</param>
    /// <exception cref="MetricCareException">
    /// <see cref="ExitCode.DefinitionInvalid"/>, listing every fault with file and line: a wrong header or line, a list without version, source or licence,
    /// an unknown match, two versions of one set, one code twice or with two meanings, a folder or a named file that is not there.
    /// </exception>
    public static IReadOnlyList<ValueSetCode> Load(IReadOnlyList<string> folders, IReadOnlyCollection<string> enabled, IReadOnlyCollection<string>? disabled = null)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(enabled);
        var problems = new List<DefinitionProblem>();
        var lines = new List<Placed>();
        foreach (var (file, path) in Files(folders, enabled, disabled ?? [], problems))
        {
            lines.AddRange(ValueSetFile.Read(file, path, problems).Select(line => new Placed(file, line.Line, line.Code)));
        }

        RefuseContradictions(lines, problems);
        return problems.Count == 0 ? [.. lines.Select(line => line.Code)] : throw DefinitionProblem.Error(ExitCode.DefinitionInvalid, problems);
    }

    private static List<(string File, string Path)> Files(
        IReadOnlyList<string> folders, IReadOnlyCollection<string> enabled, IReadOnlyCollection<string> disabled, List<DefinitionProblem> problems)
    {
        var always = new List<(string File, string Path)>();
        var optional = new List<(string File, string Path)>();
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                problems.Add(new DefinitionProblem(folder, 0, "There is no such folder of value sets."));
                continue;
            }

            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            always.AddRange(Csv(folder, name));
            optional.AddRange(Csv(Path.Combine(folder, OptionalFolder), $"{name}/{OptionalFolder}"));
        }

        RequireStems(enabled, optional, "optional list that could be enabled", problems);
        RequireStems(disabled, always, "list that could be disabled", problems);
        return
        [
            .. always.Where(file => !disabled.Contains(Stem(file.Path), StringComparer.Ordinal)),
            .. optional.Where(file => enabled.Contains(Stem(file.Path), StringComparer.Ordinal)),
        ];
    }

    private static IEnumerable<(string File, string Path)> Csv(string folder, string shown) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(path => ($"{shown}/{Path.GetFileName(path)}", path))
            : [];

    private static void RequireStems(IReadOnlyCollection<string> stems, List<(string File, string Path)> files, string what, List<DefinitionProblem> problems)
    {
        var known = files.Select(file => Stem(file.Path)).ToList();
        problems.AddRange(stems
            .Where(stem => !known.Contains(stem, StringComparer.Ordinal))
            .Select(stem => new DefinitionProblem(stem, 0, $"There is no {what} of this name{NearestName.Hint(stem, known)}")));
    }

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    private static void RefuseContradictions(List<Placed> lines, List<DefinitionProblem> problems)
    {
        var versions = new Dictionary<string, Placed>(StringComparer.Ordinal);
        var seen = new Dictionary<(string Set, string System, string Code, string Match, string? Group), Placed>();
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
