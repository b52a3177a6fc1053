namespace MetricCare.Core.Statistics;

/// <summary>The regularised lower incomplete gamma function for whole shapes: P(shape, x) = P(Poisson(x) >= shape).</summary>
internal static class IncompleteGamma
{
    public static double Lower(long shape, double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        // The sum of the nearer tail keeps small probabilities exact.
        return x < shape ? UpperTail(shape, x) : 1 - LowerTail(shape - 1, x);
    }

    // P(X >= from), terms falling since from > mean.
    private static double UpperTail(long from, double mean)
    {
        var term = Term(from, mean);
        var sum = term;
        for (var k = from + 1; term > sum * 1e-17; k++)
        {
            term *= mean / k;
            sum += term;
        }

        return sum;
    }

    // P(X <= to), terms falling downwards since to < mean.
    private static double LowerTail(long to, double mean)
    {
        var term = Term(to, mean);
        var sum = term;
        for (var k = to; k > 0 && term > sum * 1e-17; k--)
        {
            term *= k / mean;
            sum += term;
        }

        return sum;
    }

    private static double Term(long k, double mean) => Math.Exp((k * Math.Log(mean)) - mean - LogFactorial(k));

    // Stirling's series: 1e-15 relative from 20 on; below that the product is exact.
    private static double LogFactorial(long n)
    {
        if (n < 20)
        {
            var product = 1.0;
            for (var k = 2; k <= n; k++)
            {
                product *= k;
            }

            return Math.Log(product);
        }

        double x = n + 1;
        var inverse = 1 / (x * x);
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI))
            + ((1.0 / 12 - (inverse * (1.0 / 360 - (inverse * (1.0 / 1260 - (inverse / 1680)))))) / x);
    }
}
