namespace MetricCare.Core.Statistics;

/// <summary>The 95 % Wilson score interval of a proportion, within 0 and 1.</summary>
public readonly record struct WilsonInterval(double Lower, double Upper)
{
    private const double Z = 1.959963984540054;

    /// <summary>The interval of <paramref name="successes"/> out of <paramref name="trials"/>; null for no trials, of which nothing is known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or there are more successes than trials.</exception>
    public static WilsonInterval? Of(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
        {
            return null;
        }

        double n = trials;
        var p = successes / n;
        var scale = 1 + (Z * Z / n);
        var centre = (p + (Z * Z / (2 * n))) / scale;
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n))) / scale;
        return new WilsonInterval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
