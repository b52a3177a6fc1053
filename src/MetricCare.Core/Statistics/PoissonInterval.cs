namespace MetricCare.Core.Statistics;

/// <summary>95 % limits of the mean of a Poisson distribution of which <paramref name="Events"/> was counted.</summary>
/// <param name="Events">Events counted.</param>
/// <param name="Lower">Exact (Garwood) lower limit; 0 for no events.</param>
/// <param name="Upper">Exact upper limit.</param>
/// <param name="MidPLower">Mid-P lower limit: the count itself weighs half. Narrower, and not guaranteed to cover 95 %.</param>
/// <param name="MidPUpper">Mid-P upper limit.</param>
public readonly record struct PoissonInterval(long Events, double Lower, double Upper, double MidPLower, double MidPUpper)
{
    private const double Tail = 0.025;

    /// <summary>The limits for a count, to about 13 significant digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static PoissonInterval Of(long events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return new PoissonInterval(
            events,
            events == 0 ? 0 : Solve(events, Side.Lower, 0),
            Solve(events, Side.Upper, 0),
            events == 0 ? 0 : Solve(events, Side.Lower, 0.5),
            Solve(events, Side.Upper, 0.5));
    }

    private enum Side
    {
        Lower,
        Upper,
    }

    /// <summary>The mean whose tail, without a share of the count itself, is 2.5 %.</summary>
    private static double Solve(long events, Side side, double withoutShare)
    {
        // Both limits lie on their own side of the count, where the tail moves in one direction only.
        double low = side == Side.Lower ? 0 : events;
        double high = side == Side.Lower ? events : (2.0 * events) + 20;
        var mean = Math.Clamp(Approximate(events, side), low + ((high - low) * 1e-3), high - ((high - low) * 1e-3));
        for (var turn = 0; turn < 200; turn++)
        {
            var at = PoissonProbability.At(events, mean);
            var tail = at * ((side == Side.Lower ? PoissonProbability.SumAbove(events, mean) : PoissonProbability.SumBelow(events, mean)) - withoutShare);
            var own = withoutShare * at * ((events / mean) - 1);
            var slope = side == Side.Lower ? (at * events / mean) - own : -at - own;
            if (tail < Tail == (side == Side.Lower))
            {
                low = mean;
            }
            else
            {
                high = mean;
            }

            // Newton on the logarithm of the tail, which is nearly straight; the bracket catches a step too far.
            var next = mean - (Math.Log(tail / Tail) * tail / slope);
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - mean) <= 1e-14 * mean)
            {
                return next;
            }

            mean = next;
        }

        return mean;
    }

    // Byar: good enough to begin with.
    private static double Approximate(long events, Side side)
    {
        const double z = 1.959963984540054;
        var count = side == Side.Lower ? events : events + 1.0;
        var root = 1 - (1 / (9 * count)) + ((side == Side.Lower ? -z : z) / (3 * Math.Sqrt(count)));
        return count * root * root * root;
    }
}
