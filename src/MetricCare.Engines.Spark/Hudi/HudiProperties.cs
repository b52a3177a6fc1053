namespace MetricCare.Engines.Spark.Hudi;

/// <summary>What a table says of itself in <c>hoodie.properties</c>.</summary>
internal sealed class HudiProperties
{
    public const string ZoneKey = "hoodie.table.timeline.timezone";

    private const string Name = "hoodie.properties";

    private readonly Dictionary<string, string> _values;

    private HudiProperties(Dictionary<string, string> values) => _values = values;

    /// <summary>The value; null when there is none. Hudi writes an empty one for none.</summary>
    public string? this[string key] => _values.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>The properties of a table; null when it has none. Hudi keeps a copy while it replaces the file.</summary>
    public static HudiProperties? Load(string table)
    {
        var folder = Path.Combine(table, HudiTimeline.FolderName);
        return new[] { Name, Name + ".backup" }
            .Select(name => Path.Combine(folder, name))
            .Where(File.Exists)
            .Select(file => Parse(File.ReadAllLines(file)))
            .FirstOrDefault(properties => properties._values.Count > 0);
    }

    /// <summary>Says that the timeline is in UTC, where that was lost: CREATE TABLE over an existing table drops it.</summary>
    public static void StateZone(string table)
    {
        var folder = Path.Combine(table, HudiTimeline.FolderName);
        var file = Path.Combine(folder, Name);
        var aside = Path.Combine(folder, Name + ".metriccare");
        File.WriteAllText(aside, File.ReadAllText(file).TrimEnd('\n') + $"\n{ZoneKey}=UTC\n");

        // Hadoop would hold the new text against the check sum of the old one.
        File.Delete(Path.Combine(folder, $".{Name}.crc"));
        File.Move(aside, file, overwrite: true);
    }

    private static HudiProperties Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => !line.StartsWith('#')))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values[line[..equals].Trim()] = line[(equals + 1)..].Trim().Replace("\\", string.Empty, StringComparison.Ordinal);
            }
        }

        return new HudiProperties(values);
    }
}
