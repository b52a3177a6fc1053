using System.Reflection;
using Microsoft.Spark.Sql;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>Every member of a column, in C# and in SQL over the same rows.</summary>
public sealed class ColumnTests(SparkJvm jvm)
{
    // Tested below by name: they give no cell.
    private static readonly string[] Elsewhere = [nameof(Column.Explain), nameof(Equals), nameof(GetHashCode), nameof(ToString)];

    private DataFrame Data => Api.Data(jvm);

    [Fact]
    public void Expressions_are_those_of_SQL() => Api.Check(Data, ColumnCases.Columns);

    [Fact]
    public void Orders_are_those_of_SQL()
    {
        Data.CreateOrReplaceTempView("column_tests_orders");
        foreach (var one in ColumnCases.Orders)
        {
            Api.Same(Data.OrderBy(one.Column()).Select("i"), Api.Session(jvm).Sql($"select i from column_tests_orders order by {one.Sql}"));
        }
    }

    [Fact]
    public void The_columns_of_a_generator_get_their_names()
    {
        Assert.Equal(["at", "item"], Data.Select(F.PosExplode(F.Col("a")).As(["at", "item"])).Columns());
        Assert.Equal(["n1", "n2", "n3"], Data.Select(F.Col("i").Alias("n1"), F.Col("i").As("n2"), F.Col("i").Name("n3")).Columns());
    }

    [Fact]
    public void A_column_is_known_by_its_expression()
    {
        jvm.Require();
        Assert.True((F.Col("x") + 1).Equals(F.Col("x") + 1));
        Assert.False(F.Col("x").Equals(F.Col("y")));
        Assert.Equal((F.Col("x") + 1).GetHashCode(), (F.Col("x") + 1).GetHashCode());
        // Spark 4.0 writes it with the sign in front.
        Assert.Equal(Api.Session(jvm).Version().StartsWith("4.", StringComparison.Ordinal) ? "+(x, 1)" : "(x + 1)", (F.Col("x") + 1).ToString());
        F.Col("x").Explain(extended: true);
    }

    [Fact]
    public void No_member_is_left_out()
    {
        var called = Api.Called(typeof(Column), ColumnCases.Columns.Concat(ColumnCases.Orders).Select(one => one.Api));
        var left = typeof(Column).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !called.Contains(method) && !Elsewhere.Contains(method.Name) && method.Name != "get_Reference")
            .Select(method => method.ToString()!);
        Assert.Equal([$"{typeof(Column)} As(System.Collections.Generic.IEnumerable`1[System.String])"], left);
    }
}
