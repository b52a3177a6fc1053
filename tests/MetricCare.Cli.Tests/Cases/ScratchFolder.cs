namespace MetricCare.Cli.Tests.Cases;

/// <summary>An empty folder that goes away with the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("metriccare-case-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
