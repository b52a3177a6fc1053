namespace MetricCare.Cli.Tests.Pipelines;

/// <summary>A clock that stands still: no test depends on the day it runs.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public static readonly StoppedClock Instance = new();

    public override DateTimeOffset GetUtcNow() => new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
