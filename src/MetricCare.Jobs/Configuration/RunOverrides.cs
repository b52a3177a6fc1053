namespace MetricCare.Jobs.Configuration;

/// <summary>What the command line says about a run; it wins over the configuration file. Null: not said.</summary>
public sealed record RunOverrides(DateTimeOffset? AsOf = null, DateOnly? DataThrough = null, string? DefaultZone = null, string? Profile = null);
