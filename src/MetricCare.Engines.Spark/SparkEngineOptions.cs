namespace MetricCare.Engines.Spark;

/// <summary>Where an engine on Spark keeps what it makes.</summary>
/// <param name="WorkFolder">Folder that the driver and all executors reach; what is made for the run alone goes there, and the caller removes it.</param>
public sealed record SparkEngineOptions(string WorkFolder);
