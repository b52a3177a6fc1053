using System.Reflection;
using Microsoft.Spark.Sql;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>Every function, called in C# and in SQL over the same rows.</summary>
public sealed class FunctionTests(SparkJvm jvm)
{
    // These two give no column, or none that has a value: DataFrameTests and ErrorTests call them.
    private static readonly string[] Elsewhere = [nameof(Functions.Broadcast), nameof(Functions.RaiseError)];

    private DataFrame Data => Api.Data(jvm);

    [Fact]
    public void Values_are_those_of_SQL() => Api.Check(Data, FunctionCases.Values);

    [Fact]
    public void Text_is_that_of_SQL() => Api.Check(Data, FunctionCases.Text);

    [Fact]
    public void Numbers_are_those_of_SQL() => Api.Check(Data, FunctionCases.Numbers);

    [Fact]
    public void Dates_are_those_of_SQL() => Api.Check(Data, FunctionCases.Dates);

    [Fact]
    public void Collections_are_those_of_SQL() => Api.Check(Data, FunctionCases.Collections);

    [Fact]
    public void Aggregates_are_those_of_SQL() => Api.Check(Data, FunctionCases.Aggregates);

    [Fact]
    public void Windows_are_those_of_SQL() => Api.Check(Data, FunctionCases.Windows);

    [Fact]
    public void Generators_are_those_of_SQL()
    {
        foreach (var one in FunctionCases.Generators)
        {
            Api.Same(Data.Select(one.Column()), Data.SelectExpr(one.Sql));
        }
    }

    [Fact]
    public void Groupings_are_those_of_SQL()
    {
        var data = Data;
        data.CreateOrReplaceTempView("function_tests_grouping");
        var sql = string.Join(", ", FunctionCases.Groupings.Select((one, at) => $"{one.Sql} as c{at}"));
        var columns = Api.Columns(FunctionCases.Groupings).Select((column, at) => column.Alias($"c{at}")).ToArray();
        Api.Same(
            data.Cube("i", "f").Agg(columns[0], columns[1..]).OrderBy("i", "f", "c0", "c2"),
            Api.Session(jvm).Sql($"select i, f, {sql} from function_tests_grouping group by cube(i, f) order by i, f, c0, c2"));
    }

    [Fact]
    public void Slots_of_time_are_those_of_SQL()
    {
        Data.CreateOrReplaceTempView("function_tests_slots");
        foreach (var one in FunctionCases.Slots)
        {
            Api.Same(
                Data.GroupBy(one.Column().Alias("slot")).Count().OrderBy("slot"),
                Api.Session(jvm).Sql($"select {one.Sql} as slot, count(*) as count from function_tests_slots group by {one.Sql} order by slot"));
        }
    }

    [Fact]
    public void Orders_are_those_of_SQL()
    {
        Data.CreateOrReplaceTempView("function_tests_orders");
        foreach (var one in FunctionCases.Orders)
        {
            Api.Same(Data.OrderBy(one.Column()).Select("i"), Api.Session(jvm).Sql($"select i from function_tests_orders order by {one.Sql}"));
        }
    }

    // They have no value: only a catalog of tables takes them, and Spark brings none that does.
    [Fact]
    public void Partitions_of_tables_say_what_they_are() =>
        Assert.Equal(["years(dt)", "months(dt)", "days(dt)", "hours(ts)", "bucket(i)", "bucket(i)"], Api.Columns(FunctionCases.Partitions).Select(column => column.ToString().Replace("4, ", string.Empty, StringComparison.Ordinal)));

    [Fact]
    public void No_function_is_left_out()
    {
        var called = Api.Called(typeof(Functions), FunctionCases.All.Select(one => one.Api));
        var left = typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !called.Contains(method) && !Elsewhere.Contains(method.Name));
        Assert.Empty(left.Select(method => method.ToString()));
    }
}
