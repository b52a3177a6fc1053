using System.Text.Json;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>The history of a table, by the names of the files in <c>.hoodie</c>.</summary>
internal static class HudiTimeline
{
    /// <summary>Name of the folder that makes a folder a Hudi table.</summary>
    public const string FolderName = ".hoodie";

    /// <summary>All instants, begun or completed, in order of time.</summary>
    public static IReadOnlyList<HudiInstant> Instants(string table)
    {
        var folder = Path.Combine(table, FolderName);
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder)
                .Select(file => HudiInstant.Parse(Path.GetFileName(file)))
                .OfType<HudiInstant>()
                .OrderBy(instant => instant.Time, StringComparer.Ordinal)];
    }

    /// <summary>The newest finished commit; null for a folder without one.</summary>
    public static string? LastCommit(string table) => Instants(table).LastOrDefault(instant => instant.IsCommit)?.Time;

    /// <summary>Rows that a commit says it could not write.</summary>
    /// <param name="commit">Text of the commit's file.</param>
    public static long RowsNotWritten(string commit)
    {
        using var document = JsonDocument.Parse(commit);
        return document.RootElement.GetProperty("partitionToWriteStats").EnumerateObject()
            .SelectMany(partition => partition.Value.EnumerateArray())
            .Sum(file => file.GetProperty("totalWriteErrors").GetInt64());
    }
}
