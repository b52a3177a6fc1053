using Microsoft.Spark.Sql;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <content>Aggregates.</content>
internal static partial class FunctionCases
{
    public static readonly CaseList Aggregates = new()
    {
        { () => F.ApproxCountDistinct(C("i")), "approx_count_distinct(i)" },
        { () => F.ApproxCountDistinct("i"), "approx_count_distinct(i)" },
        { () => F.Avg(C("i")), "avg(i)" },
        { () => F.Avg("i"), "avg(i)" },
        { () => F.CollectList(C("s")), "collect_list(s)" },
        { () => F.CollectList("s"), "collect_list(s)" },
        { () => F.CollectSet(C("f")), "collect_set(f)" },
        { () => F.CollectSet("f"), "collect_set(f)" },
        { () => F.Count(C("i")), "count(i)" },
        { () => F.Count("i"), "count(i)" },
        { () => F.Kurtosis(C("i")), "kurtosis(i)" },
        { () => F.Kurtosis("i"), "kurtosis(i)" },
        { () => F.Max(C("l")), "max(l)" },
        { () => F.Max("l"), "max(l)" },
        { () => F.Mean(C("l")), "mean(l)" },
        { () => F.Mean("l"), "mean(l)" },
        { () => F.Min(C("l")), "min(l)" },
        { () => F.Min("l"), "min(l)" },
        { () => F.Skewness(C("i")), "skewness(i)" },
        { () => F.Skewness("i"), "skewness(i)" },
        { () => F.Stddev(C("i")), "stddev(i)" },
        { () => F.Stddev("i"), "stddev(i)" },
        { () => F.StddevSamp(C("i")), "stddev_samp(i)" },
        { () => F.StddevSamp("i"), "stddev_samp(i)" },
        { () => F.StddevPop(C("i")), "stddev_pop(i)" },
        { () => F.StddevPop("i"), "stddev_pop(i)" },
        { () => F.Sum(C("l")), "sum(l)" },
        { () => F.Sum("l"), "sum(l)" },
        { () => F.Variance(C("i")), "variance(i)" },
        { () => F.Variance("i"), "variance(i)" },
        { () => F.VarSamp(C("i")), "var_samp(i)" },
        { () => F.VarSamp("i"), "var_samp(i)" },
        { () => F.VarPop(C("i")), "var_pop(i)" },
        { () => F.VarPop("i"), "var_pop(i)" },
        { () => F.Corr(C("i"), C("l")), "corr(i, l)" },
        { () => F.Corr("i", "l"), "corr(i, l)" },
        { () => F.CovarPop(C("i"), C("l")), "covar_pop(i, l)" },
        { () => F.CovarPop("i", "l"), "covar_pop(i, l)" },
        { () => F.CovarSamp(C("i"), C("l")), "covar_samp(i, l)" },
        { () => F.CovarSamp("i", "l"), "covar_samp(i, l)" },
        { () => F.First(C("s"), true), "first(s, true)" },
        { () => F.First("s", false), "first(s)" },
        { () => F.Last(C("s"), true), "last(s, true)" },
        { () => F.Last("s", false), "last(s)" },
        { () => F.Count("*"), "count(*)" },
        { () => F.ApproxCountDistinct(C("i"), 0.01), "approx_count_distinct(i, 0.01)" },
        { () => F.ApproxCountDistinct("i", 0.01), "approx_count_distinct(i, 0.01)" },
        { () => F.CountDistinct(C("i"), C("s")), "count(distinct i, s)" },
        { () => F.CountDistinct("i", "s"), "count(distinct i, s)" },
        { () => F.Count_Distinct(C("i"), C("s")), "count(distinct i, s)" },
        { () => F.PercentileApprox(C("i"), F.Lit(0.5), F.Lit(100)), "percentile_approx(i, 0.5, 100)" },
        { () => F.Product(C("i")), "aggregate(collect_list(i), 1D, (x, y) -> x * y)" },
        { () => F.SumDistinct(C("i")), "sum(distinct i)" },
        { () => F.SumDistinct("i"), "sum(distinct i)" },
        { () => F.Sum_Distinct(C("i")), "sum(distinct i)" },
    };

    public static readonly CaseList Groupings = new()
    {
        { () => F.Grouping(C("i")), "grouping(i)" },
        { () => F.Grouping("i"), "grouping(i)" },
        { () => F.GroupingId(C("i"), C("f")), "grouping_id(i, f)" },
        { () => F.GroupingId("i", "f"), "grouping_id(i, f)" },
    };

    private static Column C(string name) => F.Col(name);
}
