namespace MetricCare.Engines.Spark.Hudi;

/// <summary>The commits of a table, by the names of the files in <c>.hoodie</c>.</summary>
internal static class HudiTimeline
{
    /// <summary>The newest finished commit; null for a folder without one.</summary>
    public static string? LastCommit(string table)
    {
        var folder = Path.Combine(table, ".hoodie");
        return !Directory.Exists(folder)
            ? null
            : Directory.EnumerateFiles(folder)
                .Select(Path.GetFileName)
                .Where(name => name!.EndsWith(".commit", StringComparison.Ordinal) || name.EndsWith(".replacecommit", StringComparison.Ordinal))
                .Select(name => name![..name!.IndexOf('.', StringComparison.Ordinal)])
                .Where(instant => instant.Length is 14 or 17 && instant.All(char.IsAsciiDigit))
                .Max(StringComparer.Ordinal);
    }
}
