using CsCheck;
using MetricCare.Spark.Gateway;
using MetricCare.Tests.Shared;

namespace MetricCare.Spark.Client.Tests.Gateway;

public sealed class ReplyTests
{
    // The transcript of a live gateway: spec/spark.md 1.14.
    [Theory]
    [InlineData("!yv", ReplyKind.Value, null)]
    [InlineData("!yn", ReplyKind.Value, null)]
    [InlineData("!yi2", ReplyKind.Value, 2)]
    [InlineData("!yL3000000000", ReplyKind.Value, 3000000000L)]
    [InlineData("!yd1.0E-7", ReplyKind.Value, 1e-7)]
    [InlineData("!ydNaN", ReplyKind.Value, double.NaN)]
    [InlineData("!yd-Infinity", ReplyKind.Value, double.NegativeInfinity)]
    [InlineData("!ybtrue", ReplyKind.Value, true)]
    [InlineData("!ybfalse", ReplyKind.Value, false)]
    [InlineData("!ysa\\nb", ReplyKind.Value, "a\nb")]
    [InlineData("!ys", ReplyKind.Value, "")]
    [InlineData("!ylo0", ReplyKind.Object, "o0")]
    [InlineData("!yto1", ReplyKind.Object, "o1")]
    [InlineData("!yro12", ReplyKind.Object, "o12")]
    [InlineData("!xro2", ReplyKind.Thrown, "o2")]
    [InlineData("!xspy4j.Py4JException: Method x does not exist\\n\tat", ReplyKind.Refused, "py4j.Py4JException: Method x does not exist\n\tat")]
    [InlineData("!x", ReplyKind.Refused, "")]
    [InlineData("!zsjava.lang.ArrayIndexOutOfBoundsException", ReplyKind.Broken, "java.lang.ArrayIndexOutOfBoundsException")]
    public void A_line_is_read(string line, object kind, object? value) => Assert.Equal(new Reply((ReplyKind)kind, value), Reply.Parse(line));

    [Fact]
    public void Bytes_come_by_value() => Assert.Equal(new byte[] { 1, 2, 255 }, Reply.Parse("!yjAQL/").Value);

    [Fact]
    public void A_big_number_keeps_all_its_digits() =>
        Assert.Equal(new BigNumber("12345678901234567890123456789012345678"), Reply.Parse("!yD12345678901234567890123456789012345678").Value);

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("!y")]
    [InlineData("!yq1")]
    [InlineData("!yi")]
    [InlineData("!yix")]
    [InlineData("!yj*")]
    [InlineData("!q")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    public void What_is_no_reply_is_a_format_error(string line) => Assert.Throws<FormatException>(() => Reply.Parse(line));

    [Fact]
    public void Whatever_comes_is_a_reply_or_a_format_error()
    {
        var line = Gen.String[Gen.Char["!yxzsrlvnbiLdDjt0123456789.e-\\nE "], 0, 12];
        foreach (var text in line.Fixed(20_000))
        {
            if (Record.Exception(() => Reply.Parse(text)) is { } failure && failure is not (FormatException or OverflowException))
            {
                Assert.Fail($"{text}: {failure}");
            }
        }
    }
}
