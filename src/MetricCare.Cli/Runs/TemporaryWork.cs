namespace MetricCare.Cli.Runs;

/// <summary>A folder of its own under the system's temporary one, gone at the end. For work that touches no patient data.</summary>
internal sealed class TemporaryWork : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("metriccare-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // The system clears its temporary folder; a leftover holds no data.
        }
    }
}
