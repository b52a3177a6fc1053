using MetricCare.Core.Statistics;

namespace MetricCare.Core.Tests.Statistics;

public sealed class PoissonLimitsTests
{
    // Bisection of the plain sums with 60 digits; 1, 10 and 100 events are also in print.
    [Theory]
    [InlineData(0, 0, 3.6888794541139363, 0, 2.9957322735539910)]
    [InlineData(1, 0.025317807984289875, 5.571643390938898597, 0.050020344835335489, 4.931860524706773369)]
    [InlineData(2, 0.242209278543964902, 7.224687667723960815, 0.335329055509298784, 6.607959747453601598)]
    [InlineData(3, 0.618672122895601286, 8.767273069742326039, 0.763096297797781420, 8.164469208368366859)]
    [InlineData(4, 1.089865373626324875, 10.24158867540369827, 1.270945162411905206, 9.648439670018258831)]
    [InlineData(10, 4.795388696132433635, 18.39035604201777872, 5.079521847217341198, 17.82485369656968081)]
    [InlineData(12, 6.200575108722216527, 20.96158504817695569, 6.501844720728847167, 20.40085255597069892)]
    [InlineData(100, 81.36399125092314043, 121.6267937924263899, 81.79182109201228642, 121.1034908974577813)]
    [InlineData(1000, 938.9730184076952156, 1063.952136016301980, 939.4498990064538403, 1063.444507465434597)]
    public void Limits_are_exact(long events, double lower, double upper, double midPLower, double midPUpper)
    {
        var (exact, midP) = (PoissonLimits.Exact(events), PoissonLimits.MidP(events));

        AssertClose(lower, exact.Lower, 1e-10);
        AssertClose(upper, exact.Upper, 1e-10);
        AssertClose(midPLower, midP.Lower, 1e-10);
        AssertClose(midPUpper, midP.Upper, 1e-10);
    }

    // O/E cases of the specification (HA-10, OE-1, OE-3) and the table of Garwood's limits in textbooks.
    [Theory]
    [InlineData(4, 2.0, 0.5449, 5.1208)]
    [InlineData(12, 9.0, 0.6890, 2.3291)]
    [InlineData(0, 2.5, 0, 1.4756)]
    [InlineData(1, 1.0, 0.0253, 5.5716)]
    [InlineData(10, 1.0, 4.7954, 18.3904)]
    public void Exact_limits_are_those_of_the_tables(long events, double expected, double lower, double upper)
    {
        var limits = PoissonLimits.Exact(events);

        Assert.Equal((lower, upper), (Math.Round(limits.Lower / expected, 4), Math.Round(limits.Upper / expected, 4)));
    }

    [Theory]
    [InlineData(4, 2.0, 0.6355, 4.8242)]
    [InlineData(0, 2.5, 0, 1.1983)]
    public void Mid_p_limits_are_those_of_the_specification(long events, double expected, double lower, double upper)
    {
        var limits = PoissonLimits.MidP(events);

        Assert.Equal((lower, upper), (Math.Round(limits.Lower / expected, 4), Math.Round(limits.Upper / expected, 4)));
    }

    [Fact]
    public void Limits_of_a_large_count_agree_with_the_expansion_of_the_chi_square_quantile()
    {
        // Cornish and Fisher: x = k + z sqrt(2k) + 2/3 (z^2 - 1) + z (z^2 - 7) / (9 sqrt(2k)) - ..., the mean is x / 2.
        var limits = PoissonLimits.Exact(5000);

        AssertClose(CornishFisher(10_000, -1.959963984540054), limits.Lower, 1e-6);
        AssertClose(CornishFisher(10_002, 1.959963984540054), limits.Upper, 1e-6);
    }

    [Fact]
    public void Limits_rise_with_the_count_and_mid_p_lies_inside()
    {
        var rows = PoissonLimitsTable.Rows().Select(row => row.Skip(1).Cast<double>().ToArray()).ToList();

        for (var events = 1; events < rows.Count; events++)
        {
            Assert.All(rows[events].Zip(rows[events - 1]), pair => Assert.True(pair.First > pair.Second, $"at {events}"));
            Assert.True(rows[events][0] < rows[events][2] && rows[events][2] < events && events < rows[events][3] && rows[events][3] < rows[events][1], $"at {events}");
        }
    }

    [Fact]
    public void The_table_begins_with_no_events_and_ends_where_it_says()
    {
        var rows = PoissonLimitsTable.Rows().ToList();

        Assert.Equal(Enumerable.Range(0, PoissonLimitsTable.LastEvents + 1).Select(count => (object?)(long)count), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal(PoissonLimitsTable.Shape.Columns.Count, row.Count));
    }

    [Fact]
    public void Beyond_the_table_Byars_approximation_is_close()
    {
        var limits = PoissonLimits.Exact(PoissonLimitsTable.LastEvents);

        AssertClose(1, Byar(PoissonLimitsTable.LastEvents, -1.959963984540054) / limits.Lower, 1e-4);
        AssertClose(1, Byar(PoissonLimitsTable.LastEvents + 1, 1.959963984540054) / limits.Upper, 1e-4);
    }

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => PoissonLimits.Exact(-1));

    private static double Below(long events, double mean)
    {
        double term = Math.Exp(-mean), sum = term;
        for (var count = 1; count <= events; count++)
        {
            sum += term *= mean / count;
        }

        return sum;
    }

    private static double Byar(double count, double z) => count * Math.Pow(1 - (1 / (9 * count)) + (z / (3 * Math.Sqrt(count))), 3);

    private static double CornishFisher(double k, double z)
    {
        var z2 = z * z;
        return (k + (z * Math.Sqrt(2 * k)) + (2.0 / 3 * (z2 - 1)) + (z * (z2 - 7) / (9 * Math.Sqrt(2 * k))) - (((6 * z2 * z2) + (14 * z2) - 32) / (405 * k))) / 2;
    }

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected:R}, got {actual:R}");
}
