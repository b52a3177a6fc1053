using MetricCare.Core.Statistics;

namespace MetricCare.Core.Tests.Statistics;

public sealed class PoissonLimitsTests
{
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

        Assert.Equal(lower, limits.Lower / expected, 4);
        Assert.Equal(upper, limits.Upper / expected, 4);
    }

    [Theory]
    [InlineData(4, 2.0, 0.6355, 4.8242)]
    [InlineData(0, 2.5, 0, 1.1983)]
    public void Mid_p_limits_are_those_of_the_specification(long events, double expected, double lower, double upper)
    {
        var limits = PoissonLimits.MidP(events);

        Assert.Equal(lower, limits.Lower / expected, 4);
        Assert.Equal(upper, limits.Upper / expected, 4);
    }

    [Fact]
    public void Byars_approximation_meets_the_exact_limits_where_the_table_ends()
    {
        const double z = 1.959963984540054;
        var limits = PoissonLimits.Exact(200);

        Assert.Equal(1, 200 * Math.Pow(1 - (1 / 1800.0) - (z / (3 * Math.Sqrt(200))), 3) / limits.Lower, 4);
        Assert.Equal(1, 201 * Math.Pow(1 - (1 / 1809.0) + (z / (3 * Math.Sqrt(201))), 3) / limits.Upper, 4);
    }

    [Fact]
    public void Limits_grow_with_the_events_and_hold_them()
    {
        for (var events = 0; events < 300; events++)
        {
            var (exact, narrow, next) = (PoissonLimits.Exact(events), PoissonLimits.MidP(events), PoissonLimits.Exact(events + 1));

            Assert.True(exact.Lower < next.Lower && exact.Upper < next.Upper, $"limits of {events} and {events + 1}");
            Assert.True(exact.Lower <= narrow.Lower && narrow.Lower <= events && events < narrow.Upper && narrow.Upper < exact.Upper, $"limits of {events}");
        }
    }
}
