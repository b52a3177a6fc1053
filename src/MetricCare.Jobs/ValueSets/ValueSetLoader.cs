using MetricCare.Core.Errors;
using nietras.SeparatedValues;

namespace MetricCare.Jobs.ValueSets;

/// <summary>Reads value sets: CSV files with the header <c>value_set,version,system,code,match,group,source,licence</c>.</summary>
/// <remarks>A folder's <c>optional/</c> holds lists that are off by default (other licences); they are read when named by their file stem.</remarks>
public static class ValueSetLoader
{
    private const string OptionalFolder = "optional";

    private static readonly string[] Header = ["value_set", "version", "system", "code", "match", "group", "source", "licence"];

    /// <summary>All codes of the folders' files, in the order of folder, file and line.</summary>
    /// <param name="folders">Read one after the other.</param>
    /// <param name="enabled">Stems of optional files to read as well.</param>
    /// <exception cref="MetricCareException"><see cref="ExitCode.DefinitionInvalid"/>: every fault with file and line. Unversioned or contradictory lists are refused.</exception>
    public static IReadOnlyList<ValueSetCode> Load(IReadOnlyList<string> folders, IReadOnlyCollection<string> enabled)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(enabled);
        var problems = new List<DefinitionProblem>();
        var lines = Files(folders, enabled, problems).SelectMany(file => Read(file, problems)).ToList();
        RefuseContradictions(lines, problems);
        return problems.Count == 0 ? [.. lines.Select(line => line.Code)] : throw DefinitionProblem.Error(ExitCode.DefinitionInvalid, problems);
    }

    private static List<string> Files(IReadOnlyList<string> folders, IReadOnlyCollection<string> enabled, List<DefinitionProblem> problems)
    {
        var files = new List<string>();
        var missing = enabled.ToHashSet(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                problems.Add(new DefinitionProblem(folder, 0, "There is no such folder of value sets."));
                continue;
            }

            files.AddRange(Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal));
            var optional = Path.Combine(folder, OptionalFolder);
            if (Directory.Exists(optional))
            {
                files.AddRange(Directory.EnumerateFiles(optional, "*.csv")
                    .Where(file => enabled.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal))
                    .Order(StringComparer.Ordinal));
            }
        }

        missing.ExceptWith(files.Select(file => Path.GetFileNameWithoutExtension(file)));
        problems.AddRange(missing.Order(StringComparer.Ordinal).Select(name => new DefinitionProblem(name, 0, "There is no value set file of that name to enable.")));
        return files;
    }

    private static List<Line> Read(string file, List<DefinitionProblem> problems)
    {
        var lines = new List<Line>();
        var name = Path.GetFileName(file);
        try
        {
            using var reader = Sep.New(',').Reader(options => options with { Unescape = true, HasHeader = true }).FromFile(file);
            if (!reader.Header.ColNames.SequenceEqual(Header, StringComparer.Ordinal))
            {
                problems.Add(new DefinitionProblem(name, 1, $"The header must be {string.Join(",", Header)}."));
                return [];
            }

            foreach (var row in reader)
            {
                var cells = new string[Header.Length];
                for (var at = 0; at < cells.Length; at++)
                {
                    cells[at] = row[at].ToString().Trim();
                }

                if (Fault(cells) is { } fault)
                {
                    problems.Add(new DefinitionProblem(name, row.LineNumberFrom, fault));
                    continue;
                }

                lines.Add(new Line(name, row.LineNumberFrom, new ValueSetCode(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7])));
            }
        }
        catch (Exception failed) when (failed is InvalidDataException or IOException or ArgumentException or KeyNotFoundException)
        {
            problems.Add(new DefinitionProblem(name, 0, "The file is no CSV with the same number of fields in every line."));
        }

        return lines;
    }

    private static string? Fault(string[] cells)
    {
        for (var at = 0; at < Header.Length; at++)
        {
            // Sets whose membership is all that matters have no group.
            if (cells[at].Length == 0 && Header[at] != "group")
            {
                return $"There is no {Header[at]}.";
            }
        }

        return cells[4] is "exact" or "prefix" ? null : "match must be exact or prefix.";
    }

    // The multi-group sets: a code may be in two groups of them (A41.02 is sepsis and an MDRO marker).
    private static void RefuseContradictions(List<Line> lines, List<DefinitionProblem> problems)
    {
        var versions = new Dictionary<string, Line>(StringComparer.Ordinal);
        var seen = new Dictionary<(string Set, string System, string Code, string Match, string Group), Line>();
        var groups = new Dictionary<(string Set, string System, string Code, string Match), Line>();
        foreach (var line in lines)
        {
            var code = line.Code;
            if (!versions.TryAdd(code.ValueSet, line) && versions[code.ValueSet].Code.Version != code.Version)
            {
                problems.Add(new DefinitionProblem(line.File, line.Number, $"{code.ValueSet} has version {code.Version} here and {versions[code.ValueSet].Code.Version} in {versions[code.ValueSet].File}; a run needs one."));
            }

            if (!seen.TryAdd((code.ValueSet, code.System, code.Code, code.Match, code.Group), line))
            {
                var first = seen[(code.ValueSet, code.System, code.Code, code.Match, code.Group)];
                problems.Add(new DefinitionProblem(line.File, line.Number, $"The same code of {code.ValueSet} stands in {first.File}:{first.Number}."));
            }
            else if (!groups.TryAdd((code.ValueSet, code.System, code.Code, code.Match), line) && !MayHaveTwoGroups(code.ValueSet))
            {
                var first = groups[(code.ValueSet, code.System, code.Code, code.Match)];
                problems.Add(new DefinitionProblem(line.File, line.Number, $"The code has another group of {code.ValueSet} in {first.File}:{first.Number}."));
            }
        }
    }

    private static bool MayHaveTwoGroups(string valueSet) => valueSet == "vs_infection";

    private sealed record Line(string File, int Number, ValueSetCode Code);
}
