namespace MetricCare.Fhir.Tests.Views;

/// <summary>The folder of shared material: beside the repository, or where METRICCARE_SHARED says.</summary>
internal static class SharedFolder
{
    public static string? Find(string name)
    {
        var root = Environment.GetEnvironmentVariable("METRICCARE_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MetricCare.Spark.sln")))
            {
                root = Path.Combine(folder.Parent!.FullName, "shared");
            }
        }

        var path = Path.Combine(root ?? "", name);
        return Directory.Exists(path) ? path : null;
    }
}
