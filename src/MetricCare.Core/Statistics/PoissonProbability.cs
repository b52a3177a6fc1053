namespace MetricCare.Core.Statistics;

/// <summary>Probabilities of the Poisson distribution without cancellation, for counts of any size.</summary>
internal static class PoissonProbability
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>The probability of exactly this count.</summary>
    /// <remarks>Loader's saddle-point form: exp(count * ln(mean) - mean - ln(count!)) would lose five digits at a count of 5,000.</remarks>
    public static double At(long count, double mean) => count == 0
        ? Math.Exp(-mean)
        : Math.Exp(-StirlingError(count) - Deviance(count, mean)) / Math.Sqrt(2 * Math.PI * count);

    /// <summary>The probability of this count or more, in units of that of the count; for a mean below the count.</summary>
    public static double SumAbove(long count, double mean)
    {
        double sum = 1, term = 1;
        for (var next = count + 1; term > sum * 1e-18; next++)
        {
            term *= mean / next;
            sum += term;
        }

        return sum;
    }

    /// <summary>The probability of this count or less, in units of that of the count; for a mean above the count.</summary>
    public static double SumBelow(long count, double mean)
    {
        double sum = 1, term = 1;
        for (var next = count; next > 0 && term > sum * 1e-18; next--)
        {
            term *= next / mean;
            sum += term;
        }

        return sum;
    }

    /// <summary>ln(n!) less its Stirling approximation.</summary>
    private static double StirlingError(long n)
    {
        if (n > 15)
        {
            var square = (double)n * n;
            return ((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (1.0 / 1188 / square)) / square)) / square)) / square)) / n;
        }

        var factorial = 1.0;
        for (var factor = 2; factor <= n; factor++)
        {
            factorial *= factor;
        }

        return Math.Log(factorial) - ((n + 0.5) * Math.Log(n)) + n - HalfLogTwoPi;
    }

    /// <summary>count * ln(count / mean) + mean - count.</summary>
    private static double Deviance(double count, double mean)
    {
        var difference = count - mean;
        if (Math.Abs(difference) > 0.1 * (count + mean))
        {
            return (count * Math.Log(count / mean)) + mean - count;
        }

        // The series in v, because the plain form cancels where count and mean are close.
        var v = difference / (count + mean);
        var sum = difference * v;
        var term = 2 * count * v;
        for (var odd = 3; ; odd += 2)
        {
            term *= v * v;
            var next = sum + (term / odd);
            if (next.Equals(sum))
            {
                return sum;
            }

            sum = next;
        }
    }
}
