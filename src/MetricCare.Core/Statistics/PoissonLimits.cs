namespace MetricCare.Core.Statistics;

/// <summary>95 % limits of a Poisson mean after so many events were seen, to about 13 digits.</summary>
/// <param name="Lower">Lower limit; 0 for no event.</param>
/// <param name="Upper">Upper limit.</param>
public readonly record struct PoissonLimits(double Lower, double Upper)
{
    private const double Tail = 0.025;

    private enum Side
    {
        Lower,
        Upper,
    }

    /// <summary>The exact limits: half the quantiles of chi-square with 2x and 2x + 2 degrees of freedom (Garwood, Biometrika 28, 1936, 437).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static PoissonLimits Exact(long events) => Of(events, 0);

    /// <summary>The mid-P limits, in which the seen count itself weighs half: narrower, as NHSN gives them for ratios.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static PoissonLimits MidP(long events) => Of(events, 0.5);

    private static PoissonLimits Of(long events, double withoutShare)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return new PoissonLimits(events == 0 ? 0 : Solve(events, Side.Lower, withoutShare), Solve(events, Side.Upper, withoutShare));
    }

    /// <summary>The mean whose tail, less a share of the count itself, is 2.5 %.</summary>
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
