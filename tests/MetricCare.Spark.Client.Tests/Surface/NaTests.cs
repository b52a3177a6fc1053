using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Spark.Sql;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>What is done about missing values, in C# and in SQL.</summary>
public sealed class NaTests(SparkJvm jvm)
{
    private static readonly List<(Expression<Func<DataFrameNaFunctions, DataFrame>> Api, string Sql)> Cases =
    [
        (na => na.Drop(), "select * from na_tests where n is not null and d is not null and not isnan(d) and s is not null and f is not null"),
        (na => na.Drop("all"), "select * from na_tests where n is not null or d is not null or s is not null or f is not null"),
        (na => na.Drop(new List<string> { "s" }), "select * from na_tests where s is not null"),
        (na => na.Drop("all", new List<string> { "n", "s" }), "select * from na_tests where n is not null or s is not null"),
        (na => na.Drop(3), "select * from na_tests where f is not null"),
        (na => na.Drop(1, new List<string> { "s" }), "select * from na_tests where s is not null"),
        (na => na.Fill(7L), "select coalesce(n, 7) as n, coalesce(nanvl(d, 7D), 7D) as d, s, f from na_tests"),
        (na => na.Fill(7.5), "select coalesce(n, 7) as n, coalesce(nanvl(d, 7.5D), 7.5D) as d, s, f from na_tests"),
        (na => na.Fill("x"), "select n, d, coalesce(s, 'x') as s, f from na_tests"),
        (na => na.Fill(true), "select n, d, s, coalesce(f, true) as f from na_tests"),
        (na => na.Fill(7L, new List<string> { "n" }), "select coalesce(n, 7) as n, d, s, f from na_tests"),
        (na => na.Fill(7.5, new List<string> { "d" }), "select n, coalesce(nanvl(d, 7.5D), 7.5D) as d, s, f from na_tests"),
        (na => na.Fill("x", new List<string> { "s" }), "select n, d, coalesce(s, 'x') as s, f from na_tests"),
        (na => na.Fill(true, new List<string> { "f" }), "select n, d, s, coalesce(f, true) as f from na_tests"),
        (na => na.Fill(new Dictionary<string, int> { { "n", 7 } }), "select coalesce(n, 7) as n, d, s, f from na_tests"),
        (na => na.Fill(new Dictionary<string, long> { { "n", 7L } }), "select coalesce(n, 7) as n, d, s, f from na_tests"),
        (na => na.Fill(new Dictionary<string, double> { { "n", 7.0 } }), "select coalesce(n, 7) as n, d, s, f from na_tests"),
        (na => na.Fill(new Dictionary<string, string> { { "s", "x" } }), "select n, d, coalesce(s, 'x') as s, f from na_tests"),
        (na => na.Fill(new Dictionary<string, bool> { { "f", true } }), "select n, d, s, coalesce(f, true) as f from na_tests"),
        (na => na.Replace("d", new Dictionary<double, double> { { 1.5, 9.0 } }), "select n, if(d = 1.5D, 9D, d) as d, s, f from na_tests"),
        (na => na.Replace("f", new Dictionary<bool, bool> { { true, false } }), "select n, d, s, if(f, false, f) as f from na_tests"),
        (na => na.Replace("s", new Dictionary<string, string> { { "a", "b" } }), "select n, d, if(s = 'a', 'b', s) as s, f from na_tests"),
        (na => na.Replace(new List<string> { "n", "d" }, new Dictionary<double, double> { { 1.0, 9.0 }, { 1.5, 8.0 } }), "select if(n = 1, 9, n) as n, if(d = 1.5D, 8D, d) as d, s, f from na_tests"),
        (na => na.Replace(new List<string> { "f" }, new Dictionary<bool, bool> { { true, false } }), "select n, d, s, if(f, false, f) as f from na_tests"),
        (na => na.Replace(new List<string> { "s" }, new Dictionary<string, string> { { "a", "b" } }), "select n, d, if(s = 'a', 'b', s) as s, f from na_tests"),
    ];

    [Fact]
    public void Missing_values_are_dropped_filled_and_replaced_as_in_SQL()
    {
        var data = Api.Session(jvm).Sql("select * from values (1, 1.5D, 'a', true), (2, double('NaN'), 'b', false), (3, null, null, null), (null, null, null, null) as t(n, d, s, f)").Coalesce(1);
        data.CreateOrReplaceTempView("na_tests");
        var faults = Cases
            .Select(one => (one.Api.Body, Fault: Record.Exception(() => Api.Same(one.Api.Compile(preferInterpretation: true)(data.Na()), Api.Session(jvm).Sql(one.Sql)))))
            .Where(one => one.Fault is not null)
            .Select(one => $"{one.Body}: {(one.Fault!.InnerException ?? one.Fault).Message.Split("\n\tat ")[0]}");
        var said = string.Join("\n", faults);
        Assert.True(said.Length == 0, said);
    }

    [Fact]
    public void No_member_is_left_out()
    {
        var called = Api.Called(typeof(DataFrameNaFunctions), Cases.Select(one => one.Api));
        var left = typeof(DataFrameNaFunctions).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !called.Contains(method));
        Assert.Equal(["get_Reference"], left.Select(method => method.Name));
    }
}
