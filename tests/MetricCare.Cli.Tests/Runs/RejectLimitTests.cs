using MetricCare.Cli.Runs;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Tests.Runs;

public sealed class RejectLimitTests
{
    [Theory]
    [InlineData("0", 0, 10, false)]
    [InlineData("0", 1, 10, true)]
    [InlineData("3", 3, 10, false)]
    [InlineData("3", 4, 10, true)]
    [InlineData("10%", 1, 10, false)]
    [InlineData("10%", 2, 10, true)]
    [InlineData("2.5%", 25, 1000, false)]
    [InlineData("2.5%", 26, 1000, true)]
    [InlineData("0%", 0, 1000, false)]
    public void A_limit_passes_up_to_its_number(string limit, long rejected, long read, bool isExceeded) =>
        Assert.Equal(isExceeded, RejectLimit.Parse(limit).IsExceededBy(rejected, read));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("many")]
    [InlineData("1e3")]
    public void What_is_no_limit_is_a_fault_of_the_command_line(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<MetricCareException>(() => RejectLimit.Parse(text)).Code);
}
