using MetricCare.Fhir.Intake;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Spark;

/// <summary>Where this program and what it is started on are.</summary>
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

    /// <summary>Bytes of the sources; 0 when they cannot be looked at: what is wrong with a source is said by the run itself.</summary>
    public static long SizeOf(IReadOnlyList<string> sources)
    {
        try
        {
            return SourceDiscovery.Find(sources).Files.Sum(file => file.Size());
        }
        catch (MetricCareException)
        {
            return 0;
        }
    }
}
