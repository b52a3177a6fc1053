using MetricCare.Core.Models.Examples;

namespace MetricCare.Core.Tests.Models;

public sealed class RowComparisonTests
{
    [Fact]
    public void Rows_are_compared_as_a_multiset()
    {
        var (missing, unexpected) = RowComparison.Compare([["a", 1], ["a", 1], ["b", null]], [["b", null], ["a", 1], ["c", 1]]);

        Assert.Equal([["a", 1]], missing);
        Assert.Equal([["c", 1]], unexpected);
    }

    [Theory]
    [InlineData(1000000000.0, 1000000001.0, true)]
    [InlineData(1000000000.0, 1000000002.0, false)]
    [InlineData(0.0, 1e-13, true)]
    [InlineData(0.0, 1e-11, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.NaN, 1.0, false)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true)]
    [InlineData(double.PositiveInfinity, 1.0, false)]
    public void Doubles_are_equal_within_one_part_in_a_thousand_million(double left, double right, bool expected) =>
        Assert.Equal(expected, RowComparison.AreEqual(left, right));

    [Fact]
    public void Values_inside_lists_and_structs_count()
    {
        Assert.True(RowComparison.AreEqual(new List<object?> { 1.0, null }, new List<object?> { 1.0, null }));
        Assert.False(RowComparison.AreEqual(new List<object?> { 1.0, null }, new List<object?> { null, 1.0 }));
        Assert.True(RowComparison.AreEqual(new Dictionary<string, object?> { ["a"] = 1 }, new Dictionary<string, object?> { ["a"] = 1 }));
        Assert.False(RowComparison.AreEqual(new Dictionary<string, object?> { ["a"] = 1 }, new Dictionary<string, object?> { ["b"] = 1 }));
    }

    [Fact]
    public void One_and_the_same_number_of_two_types_differs() => Assert.False(RowComparison.AreEqual(1, 1L));

    [Fact]
    public void A_row_prints_as_an_example_would_write_it() =>
        Assert.Equal(
            "{ a: 1, b: null, c: \"01\", d: 2024-01-31, e: 2024-01-31T10:00:00.5Z, f: [x, true], g: { h: 0.5 } }",
            RowComparison.Print(
                ["a", "b", "c", "d", "e", "f", "g"],
                [1, null, "01", new DateOnly(2024, 1, 31), new DateTimeOffset(2024, 1, 31, 10, 0, 0, 500, TimeSpan.Zero), new List<object?> { "x", true }, new Dictionary<string, object?> { ["h"] = 0.5 }]));
}
