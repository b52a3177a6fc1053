using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Tests.Golden;

/// <summary>A small reviewed text beside the tests. METRICCARE_UPDATE_GOLDEN=1 writes what the program says now.</summary>
internal static class GoldenFile
{
    public static void AssertEqual(string name, string text)
    {
        var file = Path.Combine(Repository.Root, "tests", "MetricCare.Cli.Tests", "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("METRICCARE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file), $"There is no golden file {name}.txt.");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
