using Microsoft.Spark;
using Microsoft.Spark.Sql;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>What Spark refuses, as it arrives here.</summary>
public sealed class ErrorTests(SparkJvm jvm)
{
    [Fact]
    public void A_column_that_does_not_exist_is_named()
    {
        var java = Fault(() => Api.Session(jvm).Range(1).Select("missing"));

        Assert.Contains(java.Chain.Select(one => one.ClassName), name => name.EndsWith("AnalysisException", StringComparison.Ordinal));
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", java.ErrorClass);
        Assert.Equal("42703", java.SqlState);
        Assert.Contains("missing", java.JavaMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void SQL_that_is_none_is_refused_with_its_place()
    {
        var java = Fault(() => Api.Session(jvm).Sql("select 1\n+ )"));

        Assert.EndsWith("ParseException", java.ClassName, StringComparison.Ordinal);
        Assert.Equal("PARSE_SYNTAX_ERROR", java.ErrorClass);
        Assert.Contains("line 2", java.JavaMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_on_an_executor_arrives_with_its_cause_and_Spark_goes_on()
    {
        var session = Api.Session(jvm);
        var java = Fault(() => _ = session.Range(0, 4, 1, 2).Select(F.When(F.Col("id") == (object)3L, F.RaiseError(F.Lit("three\nis too many"))).Otherwise(F.Col("id"))).Collect().ToList());

        Assert.Contains(java.Chain, one => one.Message?.Contains("three\nis too many", StringComparison.Ordinal) == true);
        Assert.Equal(4, session.Range(4).Count());
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("/no/such/file", Fault(() => Api.Session(jvm).Read().Parquet("/no/such/file")).JavaMessage, StringComparison.Ordinal);

    [Fact]
    public void A_decimal_of_38_digits_goes_where_it_fits_and_is_refused_where_not()
    {
        var session = Api.Session(jvm);
        const decimal largest = 79228162514264337593543950335m;
        var row = session.Range(1).Select(F.Lit(largest).Cast("decimal(38,0)"), F.Lit(0.0000000000000000000000000001m), F.Lit(-12.50m)).First();

        Assert.Equal<object?>([largest, 0.0000000000000000000000000001m, -12.50m], row.Values);
        Assert.Throws<OverflowException>(() => session.Sql("select cast('99999999999999999999999999999999999999' as decimal(38,0)) as big").Collect().ToList());
        Assert.Equal("99999999999999999999999999999999999999", session.Sql("select cast('99999999999999999999999999999999999999' as decimal(38,0)) as big").Select(F.Col("big").Cast("string")).First().Get(0));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\u0085 \u2028 \u2029 \v \f")]
    [InlineData("😀 👩‍⚕️ é \\n \\\\ \t ' \" ` \0")]
    [InlineData("")]
    public void A_text_is_the_same_on_every_way(string text)
    {
        var session = Api.Session(jvm);
        var frame = session.CreateDataFrame([text]);

        Assert.Equal<object?>([text, text, true], frame.Select(F.Col("_1"), F.Lit(text), F.Col("_1") == (object)text).First().Values);
        Assert.Equal(text, frame.WithColumnRenamed("_1", $"c{text}").Columns()[0][1..]);
    }

    private static JavaException Fault(Action call)
    {
        var failure = Assert.ThrowsAny<Exception>(call);
        Assert.StartsWith("JVM method execution failed", failure.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<JvmException>(failure.InnerException);
        return (JavaException)failure.InnerException!;
    }
}
