using System.Globalization;

namespace MetricCare.Spark.Workers;

/// <summary>
/// What the driver tells the worker in the field that holds Python's version, which Spark hands on unread: whose protocol it is, and which Spark speaks it.
/// The layout of a task differs between versions and says itself nothing about which it is.
/// </summary>
/// <param name="Major">Of Spark.</param>
/// <param name="Minor">Of Spark.</param>
internal sealed record WorkerVersion(int Major, int Minor)
{
    private const string Ours = "metriccare-1/spark-";

    /// <summary>A task says whether it is profiled.</summary>
    public bool HasProfiler => Major >= 4;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ours}{Major}.{Minor}");

    /// <summary>Of a Spark such as 3.5.5.</summary>
    /// <exception cref="ArrowWorkerException">Its protocol was never tried.</exception>
    public static WorkerVersion OfSpark(string version)
    {
        var parts = version.Split('.', '-');
        return parts.Length >= 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var minor)
            && (major, minor) is (3, 5) or (4, 0)
            ? new WorkerVersion(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture))
            : throw new ArrowWorkerException($"Code of .NET on executors is known to work with Spark 3.5 and 4.0; this is Spark {version}.");
    }

    /// <exception cref="ArrowWorkerException">Another program's, or another version's.</exception>
    public static WorkerVersion Parse(string text) => text.StartsWith(Ours, StringComparison.Ordinal)
        ? OfSpark(text[Ours.Length..])
        : throw new ArrowWorkerException("The task is meant for Python, or for another version of this program: driver and executors must run the same one.");
}
