using System.Text.RegularExpressions;
using nietras.SeparatedValues;

namespace MetricCare.Jobs.ValueSets;

/// <summary>Reads one CSV file of codes; a faulty line is reported and left out.</summary>
internal static partial class ValueSetFile
{
    private static readonly string[] Header = ["value_set", "version", "system", "code", "match", "group", "source", "licence"];

    public static IReadOnlyList<(int Line, ValueSetCode Code)> Read(string file, string path, ICollection<DefinitionProblem> problems)
    {
        var codes = new List<(int, ValueSetCode)>();
        try
        {
            using var reader = Sep.New(',').Reader(options => options with { Unescape = true, DisableColCountCheck = true, HasHeader = false }).FromFile(path);
            var isFirst = true;
            foreach (var row in reader)
            {
                var fields = new string[row.ColCount];
                for (var at = 0; at < fields.Length; at++)
                {
                    fields[at] = row[at].ToString();
                }

                if (isFirst)
                {
                    isFirst = false;
                    if (!fields.SequenceEqual(Header))
                    {
                        problems.Add(new DefinitionProblem(file, 1, $"The first line must be {string.Join(',', Header)}."));
                        return [];
                    }
                }
                else if (Code(file, row.LineNumberFrom, fields, problems) is { } code)
                {
                    codes.Add((row.LineNumberFrom, code));
                }
            }

            if (isFirst)
            {
                problems.Add(new DefinitionProblem(file, 1, $"The file is empty; its first line must be {string.Join(',', Header)}."));
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problems.Add(new DefinitionProblem(file, 0, "The file cannot be read as CSV."));
        }

        return codes;
    }

    private static ValueSetCode? Code(string file, int line, string[] fields, ICollection<DefinitionProblem> problems)
    {
        if (fields is [""])
        {
            return null;
        }

        if (fields.Length != Header.Length)
        {
            problems.Add(new DefinitionProblem(file, line, $"The line has {fields.Length} fields instead of {Header.Length}."));
            return null;
        }

        var before = problems.Count;
        for (var at = 0; at < fields.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(fields[at]) && Header[at] != "group")
            {
                problems.Add(new DefinitionProblem(file, line, Header[at] == "version" ? "A list needs a version." : $"The field {Header[at]} is empty."));
            }
            else if (fields[at] != fields[at].Trim())
            {
                problems.Add(new DefinitionProblem(file, line, $"The field {Header[at]} begins or ends with a blank."));
            }
        }

        if (fields[0].Length > 0 && !SetName().IsMatch(fields[0]))
        {
            problems.Add(new DefinitionProblem(file, line, $"'{fields[0]}' is no name of a value set: lower case, digits and underscores, starting with a letter."));
        }

        if (fields[4] is not ("exact" or "prefix") && fields[4].Trim().Length > 0)
        {
            problems.Add(new DefinitionProblem(file, line, $"The match '{fields[4]}' is not known: write exact or prefix."));
        }

        return problems.Count > before
            ? null
            : new ValueSetCode(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5].Length == 0 ? null : fields[5], fields[6], fields[7]);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex SetName();
}
