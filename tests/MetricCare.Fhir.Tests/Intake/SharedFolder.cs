namespace MetricCare.Fhir.Tests.Intake;

/// <summary>The folder of shared specifications and samples beside the repository.</summary>
internal static class SharedFolder
{
    public static string Find(params string[] parts)
    {
        var shared = Environment.GetEnvironmentVariable("METRICCARE_SHARED") ?? Beside(AppContext.BaseDirectory);
        Assert.SkipWhen(shared is null || !Directory.Exists(shared), "The shared folder is not beside the repository.");
        return Path.Combine([shared!, .. parts]);
    }

    private static string? Beside(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MetricCare.Spark.sln")))
            {
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : null;
            }
        }

        return null;
    }
}
