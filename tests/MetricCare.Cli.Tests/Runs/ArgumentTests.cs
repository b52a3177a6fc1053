using MetricCare.Cli.Runs;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Cli.Tests.Runs;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("512MB", 512L << 20)]
    [InlineData("4gb", 4L << 30)]
    [InlineData("100KB", 100L << 10)]
    [InlineData(null, null)]
    public void Sizes_are_powers_of_1024(string? text, long? bytes) => Assert.Equal(bytes, ByteSize.ParseOrNull(text));

    [Theory]
    [InlineData("4")]
    [InlineData("0GB")]
    [InlineData("-1GB")]
    [InlineData("GB")]
    public void What_is_no_size_is_refused(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<MetricCareException>(() => ByteSize.ParseOrNull(text)).Code);

    [Fact]
    public void A_target_is_a_layer_or_a_model()
    {
        Assert.Equal(new Targets(Layer.Report, null), Targets.Parse(null));
        Assert.Equal(new Targets(Layer.Silver, null), Targets.Parse("silver"));
        Assert.Equal(new Targets(null, new RelationName(Layer.Gold, "fact_readmission")), Targets.Parse("gold.fact_readmission"));
        Assert.Equal(ExitCode.Usage, Assert.Throws<MetricCareException>(() => Targets.Parse("readmission")).Code);
    }
}
