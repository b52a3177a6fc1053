using Microsoft.Spark.Sql;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>What is printed.</summary>
public sealed class OutputTests(SparkJvm jvm)
{
    [Fact]
    public void Rows_schemas_and_plans_are_printed_by_this_process()
    {
        var frame = Api.Session(jvm).Sql("select 1 as n, 'a longer text' as s");

        Assert.Equal(
            """
            +---+-------------+
            |  n|            s|
            +---+-------------+
            |  1|a longer text|
            +---+-------------+
            """,
            Printed(() => frame.Show()));
        Assert.Equal("-RECORD 0----\n n   | 1     \n s   | a ...", Printed(() => frame.Show(1, 5, vertical: true)));
        Assert.Equal("root\n |-- n: integer (nullable = false)\n |-- s: string (nullable = false)", Printed(frame.PrintSchema));
        Assert.Equal("root\n |-- t: struct (nullable = false)", Printed(() => frame.SelectExpr("struct(n) as t").PrintSchema(1)));
        Assert.StartsWith("== Physical Plan ==", Printed(() => frame.Explain()), StringComparison.Ordinal);
        Assert.StartsWith("== Parsed Logical Plan ==", Printed(() => frame.Explain(extended: true)), StringComparison.Ordinal);
        Assert.Contains("== Optimized Logical Plan ==", Printed(() => frame.Explain("cost")), StringComparison.Ordinal);
    }

    // No other test of this assembly prints.
    private static string Printed(Action print)
    {
        var (before, text) = (Console.Out, new StringWriter());
        Console.SetOut(text);
        try
        {
            print();
        }
        finally
        {
            Console.SetOut(before);
        }

        return text.ToString().ReplaceLineEndings("\n").Trim();
    }
}
