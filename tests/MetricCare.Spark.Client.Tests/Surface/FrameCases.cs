using System.Linq.Expressions;
using Microsoft.Spark.Sql;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>What makes a frame of two frames, t (k, n, s) and u (k, x), and the SQL for it. Rows are compared in the order given, so each case sorts what Spark does not.</summary>
internal sealed class FrameCases : List<(Expression<Func<DataFrame, DataFrame, DataFrame>> Api, string Sql)>
{
    public static readonly FrameCases All = new()
    {
        { (t, u) => t.ToDF(), "select * from t" },
        { (t, u) => t.ToDF("a", "b", "c"), "select k as a, n as b, s as c from t" },
        { (t, u) => t.As("q").Select("q.k"), "select k from t" },
        { (t, u) => t.Alias("q").Select("q.k"), "select k from t" },
        { (t, u) => t.Select(t["k"], t.Col("n") + 1), "select k, (n + 1) from t" },
        { (t, u) => t.Select("k", "s"), "select k, s from t" },
        { (t, u) => t.Select(t.ColRegex("`[kn]`")), "select k, n from t" },
        { (t, u) => t.SelectExpr("k", "n * 2 as twice"), "select k, n * 2 as twice from t" },
        { (t, u) => t.Filter(t["n"] > 2), "select * from t where n > 2" },
        { (t, u) => t.Filter("n > 2"), "select * from t where n > 2" },
        { (t, u) => t.Where(t["n"] > 2), "select * from t where n > 2" },
        { (t, u) => t.Where("n > 2"), "select * from t where n > 2" },
        { (t, u) => t.Limit(2), "select * from t limit 2" },
        { (t, u) => t.Sort("s", "n"), "select * from t order by s, n" },
        { (t, u) => t.Sort(t["n"].Desc()), "select * from t order by n desc" },
        { (t, u) => t.OrderBy("s", "n"), "select * from t order by s, n" },
        { (t, u) => t.OrderBy(t["n"].Desc()), "select * from t order by n desc" },
        { (t, u) => t.SortWithinPartitions("s", "n"), "select * from t order by s, n" },
        { (t, u) => t.SortWithinPartitions(t["n"].Desc()), "select * from t order by n desc" },
        { (t, u) => t.Join(u).OrderBy("n", "x"), "select * from t, u order by n, x" },
        { (t, u) => t.CrossJoin(u).OrderBy("n", "x"), "select * from t cross join u order by n, x" },
        { (t, u) => t.Join(u, "k").OrderBy("n", "x"), "select k, n, s, x from t join u using (k) order by n, x" },
        { (t, u) => t.Join(u, new List<string> { "k" }, "left_outer").OrderBy("n", "x"), "select k, n, s, x from t left join u using (k) order by n, x" },
        { (t, u) => t.Join(F.Broadcast(u), t["k"] == u["k"], "inner").OrderBy("n", "x"), "select * from t join u on t.k = u.k order by n, x" },
        { (t, u) => t.Join(u.Hint("broadcast", null), t["k"] == u["k"], "left_anti"), "select * from t left anti join u on t.k = u.k" },
        { (t, u) => t.Agg(F.Sum("n").Alias("n"), F.Max("s").Alias("s")), "select sum(n) as n, max(s) as s from t" },
        { (t, u) => t.Observe("seen", F.Count("n").Alias("n")), "select * from t" },
        { (t, u) => t.Union(t).OrderBy("n"), "select * from t union all select * from t order by n" },
        { (t, u) => t.UnionByName(t.Select("s", "n", "k")).OrderBy("n"), "select * from t union all select * from t order by n" },
        { (t, u) => t.UnionByName(u, true).OrderBy("n", "x"), "select *, null as x from t union all select k, null, null, x from u order by n, x" },
        { (t, u) => t.Select("k").Intersect(u.Select("k")).OrderBy("k"), "select k from t intersect select k from u order by k" },
        { (t, u) => t.Select("k").IntersectAll(u.Select("k")).OrderBy("k"), "select k from t intersect all select k from u order by k" },
        { (t, u) => t.Select("k").Except(u.Select("k")).OrderBy("k"), "select k from t except select k from u order by k" },
        { (t, u) => t.Select("k").ExceptAll(u.Select("k")).OrderBy("k"), "select k from t except all select k from u order by k" },
        { (t, u) => t.Sample(0.5, true, 3L).Limit(0).Union(t), "select * from t" },
        { (t, u) => t.WithColumn("m", t["n"] * 2), "select *, n * 2 as m from t" },
        { (t, u) => t.WithColumnRenamed("n", "m"), "select k, n as m, s from t" },
        { (t, u) => t.Drop("n", "s"), "select k from t" },
        { (t, u) => t.Drop(t["n"]), "select k, s from t" },
        { (t, u) => t.Select("k").DropDuplicates().OrderBy("k"), "select distinct k from t order by k" },
        { (t, u) => t.Select("k").DropDuplicates("k", "k").OrderBy("k"), "select distinct k from t order by k" },
        { (t, u) => t.Select("k").Distinct().OrderBy("k"), "select distinct k from t order by k" },
        { (t, u) => t.Describe("n"), "values ('count', '4'), ('mean', '2.5'), ('stddev', '1.2909944487358056'), ('min', '1'), ('max', '4') as d(summary, n)" },
        { (t, u) => t.Summary("min", "max"), "values ('min', '1', '1', 'one'), ('max', '3', '4', 'two') as d(summary, k, n, s)" },
        { (t, u) => t.Transform(frame => frame.Limit(1)), "select * from t limit 1" },
        { (t, u) => t.ToJSON(), "select to_json(struct(*)) as value from t" },
        { (t, u) => t.Repartition(2).OrderBy("n"), "select * from t order by n" },
        { (t, u) => t.Repartition(2, t["k"]).OrderBy("n"), "select * from t order by n" },
        { (t, u) => t.Repartition(t["k"]).OrderBy("n"), "select * from t order by n" },
        { (t, u) => t.RepartitionByRange(2, t["k"]).OrderBy("n"), "select * from t order by n" },
        { (t, u) => t.RepartitionByRange(t["k"]).OrderBy("n"), "select * from t order by n" },
        { (t, u) => t.Coalesce(1), "select * from t" },
        { (t, u) => t.LocalCheckpoint(true), "select * from t" },
        { (t, u) => t.WithColumn("at", F.Expr("timestamp'2024-01-01'")).WithWatermark("at", "1 hour").Drop("at"), "select * from t" },
        { (t, u) => t.GroupBy("k", "s").Count().OrderBy("k", "s"), "select k, s, count(*) as count from t group by k, s order by k, s" },
        { (t, u) => t.GroupBy(t["k"]).Agg(F.Min("n").Alias("a"), F.Max("n").Alias("b")).OrderBy("k"), "select k, min(n) as a, max(n) as b from t group by k order by k" },
        { (t, u) => t.GroupBy("k").Mean("n").OrderBy("k"), "select k, avg(n) from t group by k order by k" },
        { (t, u) => t.GroupBy("k").Avg("n").OrderBy("k"), "select k, avg(n) from t group by k order by k" },
        { (t, u) => t.GroupBy("k").Max("n").OrderBy("k"), "select k, max(n) from t group by k order by k" },
        { (t, u) => t.GroupBy("k").Min("n").OrderBy("k"), "select k, min(n) from t group by k order by k" },
        { (t, u) => t.GroupBy("k").Sum("n").OrderBy("k"), "select k, sum(n) from t group by k order by k" },
        { (t, u) => t.Rollup("k", "s").Sum("n").OrderBy("k", "s"), "select k, s, sum(n) from t group by rollup(k, s) order by k, s" },
        { (t, u) => t.Rollup(t["k"]).Sum("n").OrderBy("k"), "select k, sum(n) from t group by rollup(k) order by k" },
        { (t, u) => t.Cube("k", "s").Sum("n").OrderBy("k", "s"), "select k, s, sum(n) from t group by cube(k, s) order by k, s" },
        { (t, u) => t.Cube(t["k"]).Sum("n").OrderBy("k"), "select k, sum(n) from t group by cube(k) order by k" },
        { (t, u) => t.GroupBy("k").Pivot("s").Sum("n").OrderBy("k"), Pivoted },
        { (t, u) => t.GroupBy("k").Pivot("s", new List<object> { "one", "two" }).Sum("n").OrderBy("k"), Pivoted },
        { (t, u) => t.GroupBy("k").Pivot(t["s"]).Sum("n").OrderBy("k"), Pivoted },
        { (t, u) => t.GroupBy("k").Pivot(t["s"], new List<object> { "one", "two" }).Sum("n").OrderBy("k"), Pivoted },
        { (t, u) => t.Stat().Crosstab("k", "s").OrderBy("k_s"), "select string(k) as k_s, count_if(s = 'one') as one, count_if(s = 'two') as two from t group by k order by 1" },
        { (t, u) => t.Stat().FreqItems(new List<string> { "s" }, 0.9).Select(F.Size(F.Col("s_freqItems")).Alias("n")), "select 0 as n" },
        { (t, u) => t.Stat().FreqItems(new List<string> { "k" }).Select(F.SortArray(F.Col("k_freqItems"), true).Alias("k")), "select array(1, 2, 3) as k" },
        { (t, u) => t.Stat().SampleBy("k", Shares, 1L).OrderBy("n"), "select * from t where k = 1 order by n" },
        { (t, u) => t.Stat().SampleBy(t["k"], Shares, 1L).OrderBy("n"), "select * from t where k = 1 order by n" },
    };

    private const string Pivoted = "select k, sum(n) filter (where s = 'one') as one, sum(n) filter (where s = 'two') as two from t group by k order by k";

    private static Dictionary<int, double> Shares => new() { [1] = 1.0, [2] = 0.0 };

    public void Add(Expression<Func<DataFrame, DataFrame, DataFrame>> api, string sql) => Add((api, sql));
}
