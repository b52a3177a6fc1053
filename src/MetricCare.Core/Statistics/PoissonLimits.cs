using MetricCare.Core.Relations;

namespace MetricCare.Core.Statistics;

/// <summary>
/// The rows of <c>config.poisson_limits</c>: 95 % limits for 0 to <see cref="LastEvents"/> events. SQL has no quantiles of the gamma distribution,
/// so models look them up and fall back to Byar's approximation beyond the table.
/// </summary>
public static class PoissonLimits
{
    /// <summary>The last count in the table; Byar's approximation is right to 7 digits from here on.</summary>
    public const int LastEvents = 5000;

    public static readonly RelationShape Shape = new(
    [
        new("events", ColumnType.BigInt),
        new("lower", ColumnType.Double),
        new("upper", ColumnType.Double),
        new("midp_lower", ColumnType.Double),
        new("midp_upper", ColumnType.Double),
    ]);

    /// <summary>One row per count, in the order of <see cref="Shape"/>.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Rows() => Enumerable.Range(0, LastEvents + 1)
        .Select(events => PoissonInterval.Of(events))
        .Select(interval => (IReadOnlyList<object?>)[interval.Events, interval.Lower, interval.Upper, interval.MidPLower, interval.MidPUpper]);
}
