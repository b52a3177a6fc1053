using MetricCare.Core.Relations;

namespace MetricCare.Core.Statistics;

/// <summary>
/// The rows of <c>config.poisson_limits</c>: 95 % limits for 0 to <see cref="LastEvents"/> events. No engine's SQL has the quantiles,
/// so models look them up and use Byar's approximation beyond the table.
/// </summary>
public static class PoissonLimitsTable
{
    /// <summary>The last count in the table; from here on Byar's approximation is right to 4 digits.</summary>
    public const int LastEvents = 200;

    public static readonly RelationShape Shape = new(
    [
        new("events", ColumnType.BigInt),
        new("lower", ColumnType.Double),
        new("upper", ColumnType.Double),
        new("midp_lower", ColumnType.Double),
        new("midp_upper", ColumnType.Double),
    ]);

    /// <summary>One row per count, in the order of <see cref="Shape"/>.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Rows()
    {
        for (var events = 0L; events <= LastEvents; events++)
        {
            var (exact, midP) = (PoissonLimits.Exact(events), PoissonLimits.MidP(events));
            yield return [events, exact.Lower, exact.Upper, midP.Lower, midP.Upper];
        }
    }
}
