namespace MetricCare.Jobs.Tests;

/// <summary>Where the repository of these tests lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Jobs => Path.Combine(Root, "jobs");

    /// <summary>The folder of shared facts, or null where it is not present.</summary>
    public static string? Shared
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("METRICCARE_SHARED") is { Length: > 0 } named ? named : Path.Combine(Root, "..", "shared");
            return Directory.Exists(folder) ? folder : null;
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MetricCare.Spark.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests must lie inside the repository.");
    }
}
