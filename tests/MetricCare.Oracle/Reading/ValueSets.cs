namespace MetricCare.Oracle.Reading;

/// <summary>Code lists of section 10. A bare code without a system never matches; dots do not matter.</summary>
internal sealed class ValueSets
{
    private readonly Dictionary<(string Set, string System, string Code), List<string>> _exact = [];
    private readonly List<(string Set, string System, string Prefix, string Group)> _prefix = [];
    private readonly HashSet<string> _names = [];

    public static ValueSets Read(IEnumerable<string> files)
    {
        var sets = new ValueSets();
        foreach (var line in files.SelectMany(file => File.ReadLines(file).Skip(1)).Where(line => line.Length > 0))
        {
            // The first six columns hold no commas; the last two are not needed.
            var cells = line.Split(',');
            var (set, system, code, match, group) = (cells[0], cells[2], Plain(cells[3]), cells[4], cells[5]);
            sets._names.Add(set);
            if (match == "prefix")
            {
                sets._prefix.Add((set, system, code, group));
            }
            else
            {
                var key = (set, system, code);
                (sets._exact.TryGetValue(key, out var groups) ? groups : sets._exact[key] = []).Add(group);
            }
        }

        return sets;
    }

    public bool Has(string set) => _names.Contains(set);

    /// <summary>The groups of a value set that a coding belongs to, the closest match first.</summary>
    public IEnumerable<string> Groups(string set, Coding coding)
    {
        if (coding.System is not { } system)
        {
            return [];
        }

        var code = Plain(coding.Code);
        var exact = _exact.GetValueOrDefault((set, system, code)) ?? [];
        var prefix = from p in _prefix where p.Set == set && p.System == system && code.StartsWith(p.Prefix, StringComparison.Ordinal) orderby p.Prefix.Length descending select p.Group;
        return exact.Concat(prefix).Distinct();
    }

    private static string Plain(string code) => code.Replace(".", "", StringComparison.Ordinal);
}
