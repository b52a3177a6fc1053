using MetricCare.Core.Statistics;

namespace MetricCare.Core.Tests.Statistics;

public sealed class WilsonIntervalTests
{
    [Theory]
    [InlineData("WI-1", 0, 10, 0, 0.277533)]
    [InlineData("WI-2", 1, 10, 0.017876, 0.404150)]
    [InlineData("WI-3", 10, 10, 0.722467, 1)]
    [InlineData("WI-4", 15, 100, 0.093060, 0.232836)]
    [InlineData("WI-5", 150, 1000, 0.129210, 0.173469)]
    [InlineData("WI-6", 2, 7, 0.082219, 0.641066)]
    public void The_interval_is_the_one_of_the_case(string id, long successes, long trials, double lower, double upper)
    {
        var interval = WilsonInterval.Of(successes, trials);

        Assert.NotNull(interval);
        Assert.Equal((id, lower, upper), (id, Math.Round(interval.Value.Lower, 6), Math.Round(interval.Value.Upper, 6)));
    }

    [Fact]
    public void WI_6_nothing_out_of_nothing_has_no_interval() => Assert.Null(WilsonInterval.Of(0, 0));

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, -1)]
    public void Counts_that_cannot_be_are_refused(long successes, long trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(successes, trials));
}
