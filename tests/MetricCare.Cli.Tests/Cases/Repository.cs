namespace MetricCare.Cli.Tests.Cases;

/// <summary>Folders beside the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string SampleData => Path.Combine(Root, "sample-data");

    public static string CasesFolder => Path.Combine(Root, "tests", "MetricCare.Cli.Tests", "Cases");

    /// <summary>The folder of shared inputs, beside the repository or where METRICCARE_SHARED says; the test is skipped without it.</summary>
    public static string Shared(params string[] parts)
    {
        var shared = Environment.GetEnvironmentVariable("METRICCARE_SHARED") ?? Path.Combine(Path.GetDirectoryName(Root)!, "shared");
        if (!Directory.Exists(shared))
        {
            Assert.Skip("The folder of shared inputs is not here.");
        }

        return Path.Combine([shared, .. parts]);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MetricCare.Spark.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        return folder;
    }
}
