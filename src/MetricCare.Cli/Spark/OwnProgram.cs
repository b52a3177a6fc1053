namespace MetricCare.Cli.Spark;

/// <summary>Where this program is.</summary>
internal static class OwnProgram
{
    /// <summary>The executable itself, which Spark starts as it would start Python: for <c>dotnet</c> it would be the wrong one.</summary>
    public static string Executable
    {
        get
        {
            var self = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "metriccare.exe" : "metriccare");
            return File.Exists(self) ? self : Environment.ProcessPath!;
        }
    }

    /// <summary>What spark-submit takes for a Python script.</summary>
    public static string Script => Path.Combine(AppContext.BaseDirectory, "metriccare.py");
}
