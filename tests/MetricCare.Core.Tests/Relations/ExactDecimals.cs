using System.Numerics;
using CsCheck;
using MetricCare.Core.Relations;
using MetricCare.Tests.Shared;

namespace MetricCare.Core.Tests.Relations;

public sealed class ExactDecimals
{
    [Fact]
    public void Every_decimal_goes_there_and_back_with_its_scale() =>
        Assert.All(Gen.Decimal.Fixed(1000), number =>
        {
            Assert.True(ExactDecimal.From(number).TryToDecimal(out var back));
            Assert.Equal(decimal.GetBits(number == 0 ? Math.Abs(number) : number), decimal.GetBits(back == 0 ? Math.Abs(back) : back));
        });

    [Fact]
    public void Text_goes_there_and_back() =>
        Assert.All(Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 40]).Fixed(1000), parts =>
        {
            var (high, low, scale) = parts;
            var number = new ExactDecimal(((BigInteger)high << 64) + low, scale);
            Assert.True(ExactDecimal.TryParse(number.ToString(), out var back));
            Assert.Equal(number, back);
        });

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.50", "-0.50")]
    [InlineData("+12", "12")]
    [InlineData("007.10", "7.10")]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData(".5", null)]
    [InlineData("5.", null)]
    [InlineData("1e5", null)]
    [InlineData("1.2.3", null)]
    [InlineData(" 1", null)]
    [InlineData("١", null)]
    public void Only_a_sign_digits_and_a_fraction_are_a_number(string text, string? printed) =>
        Assert.Equal(printed, ExactDecimal.TryParse(text, out var number) ? number.ToString() : null);

    [Theory]
    [InlineData("1.500", 1, "1.5")]
    [InlineData("1.5", 3, "1.500")]
    [InlineData("1.55", 1, null)]
    [InlineData("-1.50", 0, null)]
    public void A_scale_changes_only_without_loss(string text, int scale, string? expected)
    {
        Assert.True(ExactDecimal.TryParse(text, out var number));
        Assert.Equal(expected, number.TryRescale(scale, out var rescaled) ? rescaled.ToString() : null);
    }
}
