namespace MetricCare.Core.Statistics;

/// <summary>95 % limits of a Poisson mean after so many events were seen.</summary>
/// <param name="Lower">Lower limit; 0 for no event.</param>
/// <param name="Upper">Upper limit.</param>
public readonly record struct PoissonLimits(double Lower, double Upper)
{
    private const double Tail = 0.025;

    /// <summary>The exact limits: half the quantiles of chi-square with 2x and 2x + 2 degrees of freedom (Garwood, Biometrika 28, 1936, 437).</summary>
    public static PoissonLimits Exact(long events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return new PoissonLimits(
            events == 0 ? 0 : Solve(events, mean => IncompleteGamma.Lower(events, mean) - Tail),
            Solve(events + 1, mean => IncompleteGamma.Lower(events + 1, mean) - (1 - Tail)));
    }

    /// <summary>The mid-P limits, in which the seen count itself weighs half: narrower, as NHSN gives them for ratios.</summary>
    public static PoissonLimits MidP(long events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return new PoissonLimits(
            events == 0 ? 0 : Solve(events, mean => Middle(events, mean) - Tail),
            Solve(events + 1, mean => Middle(events, mean) - (1 - Tail)));
    }

    // P(X > x) + P(X = x) / 2; P(X >= 0) is 1.
    private static double Middle(long events, double mean) =>
        ((events == 0 ? 1 : IncompleteGamma.Lower(events, mean)) + IncompleteGamma.Lower(events + 1, mean)) / 2;

    /// <summary>The zero of an increasing function of the mean, to the last digits of a double.</summary>
    private static double Solve(long around, Func<double, double> function)
    {
        var (low, high) = (0.0, around + (10 * Math.Sqrt(around)) + 10);
        for (var step = 0; step < 200 && high - low > high * 1e-15; step++)
        {
            var middle = (low + high) / 2;
            if (function(middle) < 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }
}
