using MetricCare.Core.Statistics;

namespace MetricCare.Core.Tests.Statistics;

public sealed class PoissonIntervalTests
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
        var interval = PoissonInterval.Of(events);

        Assert.Equal(events, interval.Events);
        AssertClose(lower, interval.Lower, 1e-10);
        AssertClose(upper, interval.Upper, 1e-10);
        AssertClose(midPLower, interval.MidPLower, 1e-10);
        AssertClose(midPUpper, interval.MidPUpper, 1e-10);
    }

    [Fact]
    public void HA_10_four_observed_and_two_expected()
    {
        var interval = PoissonInterval.Of(4);

        Assert.Equal(
            (0.6355, 4.8242, 0.5449, 5.1208),
            (Math.Round(interval.MidPLower / 2, 4), Math.Round(interval.MidPUpper / 2, 4), Math.Round(interval.Lower / 2, 4), Math.Round(interval.Upper / 2, 4)));
    }

    [Fact]
    public void OE_1_twelve_observed_and_nine_expected()
    {
        var interval = PoissonInterval.Of(12);

        Assert.Equal((0.6890, 2.3291), (Math.Round(interval.Lower / 9, 4), Math.Round(interval.Upper / 9, 4)));
    }

    [Fact]
    public void OE_3_nothing_observed()
    {
        var interval = PoissonInterval.Of(0);

        Assert.Equal((0.0, 0.0), (interval.Lower, interval.MidPLower));
        Assert.Equal((1.4756, 1.1983), (Math.Round(interval.Upper / 2.5, 4), Math.Round(interval.MidPUpper / 2.5, 4)));
        AssertClose(-Math.Log(0.05), interval.MidPUpper, 1e-12);
    }

    /// <summary>The definition, with sums of plain terms: the limits leave 2.5 % in the tail.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(120)]
    public void A_limit_leaves_two_and_a_half_percent_beyond_the_count(long events)
    {
        var interval = PoissonInterval.Of(events);

        AssertClose(0.025, 1 - Below(events - 1, interval.Lower), 1e-9);
        AssertClose(0.025, Below(events, interval.Upper), 1e-9);
        AssertClose(0.025, 1 - ((Below(events - 1, interval.MidPLower) + Below(events, interval.MidPLower)) / 2), 1e-9);
        AssertClose(0.025, (Below(events - 1, interval.MidPUpper) + Below(events, interval.MidPUpper)) / 2, 1e-9);
    }

    [Fact]
    public void Limits_of_a_large_count_agree_with_the_expansion_of_the_chi_square_quantile()
    {
        // Cornish and Fisher: x = k + z sqrt(2k) + 2/3 (z² - 1) + z (z² - 7) / (9 sqrt(2k)) + ..., the mean is x / 2.
        var interval = PoissonInterval.Of(5000);

        AssertClose(CornishFisher(10_000, -1.959963984540054), interval.Lower, 1e-6);
        AssertClose(CornishFisher(10_002, 1.959963984540054), interval.Upper, 1e-6);
    }

    [Fact]
    public void Limits_rise_with_the_count_and_mid_p_lies_inside()
    {
        var rows = PoissonLimits.Rows().Select(row => row.Skip(1).Cast<double>().ToArray()).ToList();

        for (var events = 1; events < rows.Count; events++)
        {
            Assert.All(rows[events].Zip(rows[events - 1]), pair => Assert.True(pair.First > pair.Second, $"at {events}"));
            Assert.True(rows[events][0] < rows[events][2] && rows[events][2] < events && events < rows[events][3] && rows[events][3] < rows[events][1], $"at {events}");
        }
    }

    [Fact]
    public void The_table_begins_with_no_events_and_ends_where_it_says()
    {
        var rows = PoissonLimits.Rows().ToList();

        Assert.Equal(Enumerable.Range(0, PoissonLimits.LastEvents + 1).Select(count => (object?)(long)count), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal(PoissonLimits.Shape.Columns.Count, row.Count));
    }

    [Fact]
    public void Beyond_the_table_Byars_approximation_is_close()
    {
        var interval = PoissonInterval.Of(PoissonLimits.LastEvents);

        AssertClose(1, Byar(PoissonLimits.LastEvents, -1.959963984540054) / interval.Lower, 1e-7);
        AssertClose(1, Byar(PoissonLimits.LastEvents + 1, 1.959963984540054) / interval.Upper, 1e-7);
    }

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => PoissonInterval.Of(-1));

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
