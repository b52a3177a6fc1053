using CsCheck;
using MetricCare.Spark.Gateway;
using MetricCare.Tests.Shared;

namespace MetricCare.Spark.Client.Tests.Gateway;

public sealed class GatewayTextTests
{
    private static readonly Gen<string> Awkward =
        Gen.OneOf(new[] { "\\", "\n", "\r", "\r\n", "\t", "\0", "e", "!y", "\u0085", "\u2028", "😀", "é", "a", "\\n" }.Select(Gen.Const).ToArray()).Array[0, 12].Select(string.Concat);

    [Fact]
    public void A_text_comes_back_as_it_went_and_stays_on_its_line()
    {
        Assert.All(Awkward.Fixed(2000), text =>
        {
            var escaped = GatewayText.Escape(text);
            Assert.DoesNotContain('\n', escaped);
            Assert.DoesNotContain('\r', escaped);
            Assert.Equal(text, GatewayText.Unescape(escaped));
        });
    }

    [Theory]
    [InlineData(null, "n")]
    [InlineData(true, "btrue")]
    [InlineData(false, "bfalse")]
    [InlineData(7, "i7")]
    [InlineData(3000000000L, "L3000000000")]
    [InlineData(7L, "L7")]
    [InlineData((short)7, "i7")]
    [InlineData(1.5, "d1.5")]
    [InlineData(0.1f, "d0.10000000149011612")]
    [InlineData(double.NaN, "dNaN")]
    [InlineData(double.PositiveInfinity, "dInfinity")]
    [InlineData(double.NegativeInfinity, "d-Infinity")]
    [InlineData(1e-7, "d1E-07")]
    [InlineData("", "s")]
    [InlineData("a\nb\\", "sa\\nb\\\\")]
    [InlineData('x', "sx")]
    [InlineData(new byte[] { 1, 2, 255 }, "jAQL/")]
    public void A_value_is_encoded_by_its_type(object? value, string expected)
    {
        Assert.True(GatewayText.TryEncode(value, out var line));
        Assert.Equal(expected, line);
    }

    [Fact]
    public void A_decimal_is_written_out()
    {
        Assert.True(GatewayText.TryEncode(1234567890123456789012345.678m, out var line));
        Assert.Equal("D1234567890123456789012345.678", line);
    }

    [Fact]
    public void An_object_has_no_line_of_its_own() => Assert.False(GatewayText.TryEncode(new List<int>(), out _));
}
