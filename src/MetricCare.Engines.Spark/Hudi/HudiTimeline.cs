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
    public static HudiInstant? Last(string table) => Instants(table).LastOrDefault(instant => instant.IsCommit);

    /// <summary>The time of <see cref="Last"/>.</summary>
    public static string? LastCommit(string table) => Last(table)?.Time;

    /// <summary>The file of a finished commit.</summary>
    public static string FileOf(string table, HudiInstant commit) => Path.Combine(table, FolderName, $"{commit.Time}.{commit.Action}");

    /// <summary>Rows that a commit says it could not write.</summary>
    /// <param name="commit">Text of the commit's file.</param>
    public static long RowsNotWritten(string commit) => Sum(commit, "totalWriteErrors");

    /// <summary>Bytes of the files that a commit wrote.</summary>
    /// <inheritdoc cref="RowsNotWritten" path="/param"/>
    public static long BytesWritten(string commit) => Sum(commit, "fileSizeInBytes");

    private static long Sum(string commit, string name)
    {
        using var document = JsonDocument.Parse(commit);
        return document.RootElement.GetProperty("partitionToWriteStats").EnumerateObject()
            .SelectMany(partition => partition.Value.EnumerateArray())
            .Sum(file => file.GetProperty(name).GetInt64());
    }
}
