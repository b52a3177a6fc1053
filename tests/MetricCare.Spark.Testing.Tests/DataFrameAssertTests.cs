using MetricCare.Spark.Testing;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

[assembly: AssemblyFixture(typeof(SparkSessionFixture))]

namespace MetricCare.Spark.Testing.Tests;

/// <summary>The assertions hold when they should, fail when they should, and say why.</summary>
public sealed class DataFrameAssertTests(SparkSessionFixture spark)
{
    private DataFrame Frame(string ddl, params object?[][] rows)
    {
        Assert.SkipWhen(SparkSessionFixture.Unavailable is not null, SparkSessionFixture.Unavailable ?? string.Empty);
        return spark.Frame(ddl, rows);
    }

    [Fact]
    public void A_frame_of_rows_holds_them()
    {
        var frame = Frame("id bigint, name string, x double, tags array<string>, at struct<y:int,z:string>", [1L, "a", 0.5, new[] { "t", "u" }, new GenericRow([1, "z"])], [2L, null, null, null, null]);
        DataFrameAssert.HasSchema(frame, "id bigint, name string, x double, tags array<string>, at struct<y:int,z:string>");
        DataFrameAssert.HasRows(frame, [[2L, null, null, null, null], [1L, "a", 0.5, new object[] { "t", "u" }, new GenericRow([1, "z"])]]);
    }

    [Fact]
    public void The_order_of_rows_does_not_count_unless_it_is_asked_for()
    {
        var (one, other) = (Frame("n int", [1], [2], [2]), Frame("n int", [2], [1], [2]));
        DataFrameAssert.Equal(one, other);
        Fails(() => DataFrameAssert.Equal(one, other, new FrameComparison { InOrder = true }), "2 missing (-), 2 unexpected (+)");
    }

    [Fact]
    public void How_often_a_row_comes_counts() =>
        Fails(() => DataFrameAssert.Equal(Frame("n int", [1], [2], [2]), Frame("n int", [1], [1], [2])), "3 expected, 3 actual, 1 missing (-), 1 unexpected (+)");

    [Fact]
    public void The_difference_shows_the_rows_and_marks_the_cells()
    {
        var message = Fails(
            () => DataFrameAssert.Equal(Frame("id int, name string, n int", [1, "a", 5], [2, "b", 6]), Frame("id int, name string, n int", [1, "a", 7], [2, "b", 6])),
            "1 missing (-), 1 unexpected (+)");
        Assert.Equal(
            ["The rows differ: 2 expected, 2 actual, 1 missing (-), 1 unexpected (+).", "  id | name | n", "- 1  | \"a\"  | *5*", "+ 1  | \"a\"  | *7*"],
            message.Split('\n'));
    }

    [Fact]
    public void Only_some_of_many_rows_are_shown()
    {
        var message = Fails(() => DataFrameAssert.Equal(spark.Session.Range(0, 30), Frame("id bigint")), "30 missing (-), 0 unexpected (+)");
        Assert.Contains("… and 20 more.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n int", "n bigint", "expected: n integer")]
    [InlineData("n int", "m int", "actual:   m integer")]
    [InlineData("a int, b int", "b int, a int", "The columns differ")]
    public void Other_columns_are_told_apart_by_name_type_and_place(string expected, string actual, string words) =>
        Fails(() => DataFrameAssert.Equal(Frame(expected), Frame(actual)), words);

    [Fact]
    public void Nullability_counts_when_asked_for()
    {
        var (strict, loose) = (Frame("n int not null", [1]), Frame("n int", [1]));
        DataFrameAssert.Equal(strict, loose);
        Fails(() => DataFrameAssert.Equal(strict, loose, new FrameComparison { ComparesNullability = true }), "not null");
    }

    [Fact]
    public void Doubles_are_exact_unless_a_tolerance_is_given()
    {
        var (one, other) = (Frame("x double", [0.3], [double.NaN]), Frame("x double", [0.1 + 0.2], [double.NaN]));
        Fails(() => DataFrameAssert.Equal(one, other), "1 missing");
        DataFrameAssert.Equal(one, other, new FrameComparison { Tolerance = 1e-12 });
        Fails(() => DataFrameAssert.Equal(one, Frame("x double", [0.31], [double.NaN]), new FrameComparison { Tolerance = 1e-3 }), "1 missing");
    }

    [Fact]
    public void Null_is_only_null() =>
        Fails(() => DataFrameAssert.Equal(Frame("s string", [(object?)null]), Frame("s string", ["null"])), "\"null\"");

    [Fact]
    public void Nested_values_are_compared_whole()
    {
        DataFrame Nested(double x) => Frame("l array<struct<x:double,m:map<string,int>>>", [(object)new[] { new GenericRow([x, new Dictionary<string, int> { ["k"] = 1 }]) }]);
        DataFrameAssert.Equal(Nested(1), Nested(1));
        Fails(() => DataFrameAssert.Equal(Nested(1), Nested(2)), "1 missing");
        DataFrameAssert.Equal(Nested(1), Nested(1 + 1e-13), new FrameComparison { Tolerance = 1e-12 });
    }

    [Fact]
    public void A_job_is_tested_by_rows_in_and_rows_out()
    {
        var stays = Frame("hospital string, days int", ["east", 2], ["east", 4], ["west", 3]);
        var mean = stays.GroupBy("hospital").Agg(Avg(Col("days")).Alias("mean_days"));
        DataFrameAssert.Equal(Frame("hospital string, mean_days double", ["west", 3.0], ["east", 3.0]), mean);
    }

    private static string Fails(Action assertion, string words)
    {
        var failure = Assert.Throws<DataFrameMismatchException>(assertion);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        return failure.Message.ReplaceLineEndings("\n");
    }
}
