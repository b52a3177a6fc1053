namespace MetricCare.Fhir.Tests.Views;

/// <summary>The repository and, beside it (or where METRICCARE_SHARED says), the folder of shared material.</summary>
internal static class SharedFolder
{
    public static string? Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MetricCare.Spark.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    public static string? Find(string name)
    {
        var root = Environment.GetEnvironmentVariable("METRICCARE_SHARED") ?? Path.Combine(Repository() ?? "", "..", "shared");
        var path = Path.GetFullPath(Path.Combine(root, name));
        return Directory.Exists(path) ? path : null;
    }
}
