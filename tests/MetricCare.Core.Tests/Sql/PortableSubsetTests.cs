using MetricCare.Core.Sql;

namespace MetricCare.Core.Tests.Sql;

public sealed class PortableSubsetTests
{
    [Theory]
    [InlineData("with a as (select 1 as x), b as (select x from a) select x, count(*) filter (where x > 1) as n from b group by all")]
    [InlineData("select row_number() over (partition by a order by b rows between unbounded preceding and current row) as r from silver.t")]
    [InlineData("select lead(x) over (order by y) as n, sum(x) over (order by y rows between 1 preceding and current row) as s from silver.t")]
    [InlineData("select x from silver.t where exists (select 1 from silver.u) and x in (select y from silver.u) and not (x is not distinct from 1)")]
    [InlineData("select u.y from silver.t as t cross join lateral (select t.x + 1 as y) as u")]
    [InlineData("select cast(start_date + interval '30' day as date) as d, start_date + 1 as e, date_add(start_date, 1) as f from silver.t")]
    [InlineData("select a.x, grouping(a.x) as g, percentile_cont(0.5) within group (order by x) as m from silver.a as a group by grouping sets ((x), ())")]
    [InlineData("select cast(12.345 as decimal(10,1)) as d, cast(x as string) as s, try_cast(x as int) as i, x / 2 as h, x / nullif(y, 0) as r from silver.t")]
    [InlineData("select regexp_extract(s, '^([A-Za-z]+)/(.+)$', 2) as id, split_part(s, '/', 1) as p, a || coalesce(b, '') as c from silver.t")]
    [InlineData("select fhir_instant(started, zone) as s, days_between(start_date, end_date) as n, sha256_hex(a || '|' || b) as h, is_number(x) as i from silver.t")]
    [InlineData("with recursive r as (select 1 as x union all select x + 1 from r where x < 3) select x from r")]
    [InlineData("select case when (a or b) then (1) else (2) end as x from (values (1, 2)) as t(a, b)")]
    [InlineData("select -1 as x, 1.96e0 * x as y, extract(year from d) as z, date '2024-01-31' as w from silver.t")]
    [InlineData("select days - leave_days as n, end_date - 1 as d, cast(floor(a / 2e0) as int) as f, cast(round(a / 3) as bigint) as g from silver.t")]
    [InlineData("select a / (1 + z * z / nullif(n, 0)) as x, a / (4 * nullif(n, 0)) as y from silver.t")]
    [InlineData("select t.position, t.value, t.ignore from silver.t as t")]
    [InlineData("select cast(case when (days) > 1 then 1 else 0 end as int) as x from silver.t")]
    public void What_means_the_same_everywhere_is_accepted(string sql) =>
        Assert.Empty(PortableSubset.Check(sql));

    [Theory]
    [InlineData("select concat(a, b) from t", "1:8 The function concat is not in the portable subset: one engine skips nulls")]
    [InlineData("select regexp_replace(a, 'x', 'y') from t", "1:8 The function regexp_replace is not in the portable subset")]
    [InlineData("select 1,\n  date_diff('day', a, b) from t", "2:3 The function date_diff is not in the portable subset: use days_between(a, b)")]
    [InlineData("select datediff(a, b) from t", "1:8 The function datediff is not")]
    [InlineData("select strftime(a, '%Y') from t", "1:8 The function strftime is not")]
    [InlineData("select my_function(a) from t", "1:8 The function my_function is not in the portable subset (docs/architecture.md")]
    [InlineData("select unnest(a) from t", "1:8 The function unnest is not")]
    [InlineData("select now() as n", "1:8 The function now is not in the portable subset: a model takes the time from config.parameters")]
    [InlineData("select current_date as n", "1:8 'current_date' is not in the portable subset: a model takes the time from config.parameters")]
    [InlineData("select a::int from t", "1:9 '::' is no cast on one engine")]
    [InlineData("select \"a\" from t", "1:8 A quoted name reads as a text on one engine")]
    [InlineData("select `a` from t", "1:8 A quoted name reads as a text on one engine")]
    [InlineData("select a from t qualify row_number() over (order by a) = 1", "1:17 'qualify' is not in the portable subset: filter in an outer query.")]
    [InlineData("select * exclude (a) from t", "1:10 The function exclude is not")]
    [InlineData("select a from t left semi join u on true", "1:22 'semi' is not in the portable subset: use exists (…).")]
    [InlineData("select a from t left anti join u on true", "1:22 'anti' is not")]
    [InlineData("select [1, 2] as a", "1:8 '[' begins a list")]
    [InlineData("select {'a': 1} as a", "1:8 '{' begins a list")]
    [InlineData("select end_date - start_date from t", "1:17 A difference of dates is a number on one engine")]
    [InlineData("select a.end_date - b.started_on from t", "1:19 A difference of dates")]
    [InlineData("select cast(a as date) - date '2024-01-01' from t", "1:24 A difference of dates")]
    [InlineData("select date '2024-01-01' - try_cast(a as date) from t", "1:26 A difference of dates")]
    [InlineData("select a / b from t", "1:10 Division by zero is infinite on one engine")]
    [InlineData("select a / 0 from t", "1:10 Division by zero differs.")]
    [InlineData("select a / (1 + b) from t", "1:10 Division by zero is infinite")]
    [InlineData("select cast(a as timestamp) from t", "1:15 The type timestamp is another on each engine")]
    [InlineData("select cast(a as varchar) from t", "1:15 The type varchar is not portable")]
    [InlineData("select timestamp '2024-01-01 00:00:00'", "1:8 A timestamp literal")]
    [InlineData("select 0.5 * a from t", "1:8 This is a decimal, whose arithmetic differs: write 0.5e0 for a double.")]
    [InlineData("select 10L", "1:8 Only plain numbers are portable")]
    [InlineData("select 1_000", "1:8 Only plain numbers are portable")]
    [InlineData("select 'it''s'", "1:8 A doubled quote inside a literal")]
    [InlineData(@"select '\d'", "1:8 A backslash in a literal")]
    [InlineData("select 'a' 'b'", "1:12 Two literals side by side")]
    [InlineData("select interval 30 days", "1:8 An interval is written as interval '30' day.")]
    [InlineData("select interval '1' week", "1:8 An interval is written as")]
    [InlineData("select lead(a) ignore nulls over (order by b) from t", "1:16 'ignore' is not")]
    [InlineData("select a, from t", "1:9 A comma at the end of a list")]
    [InlineData("select distinct on (a) a from t", "1:8 'distinct on' is known")]
    [InlineData("select * replace (1 as a) from t", "1:8 Name the columns.")]
    [InlineData("select a from t lateral view explode(b) as c", "1:25 'lateral view' is known to one engine only")]
    [InlineData("select a from t union by name select b from u", "1:26 'union by name' is known to one engine only")]
    [InlineData("select 1;", "1:9 A model is one query, without a semicolon.")]
    [InlineData("select a <=> b from t", "1:10 The operator '<=>' is not")]
    [InlineData("select a == b from t", "1:10 The operator '==' is not")]
    [InlineData("select $1", "1:8 The operator '$' is not")]
    [InlineData("select a.b(1) from t", "1:10 A function with a dot before it")]
    [InlineData("select split(a, '.') from t", "1:8 The separator of split must be a literal")]
    [InlineData("select split(a, b) from t", "1:8 The separator of split must be a literal")]
    [InlineData("select any_value(a) from t", "1:8 The function any_value is not in the portable subset: one engine takes the first row")]
    [InlineData("select array_agg(a) from t", "1:8 The function array_agg is not")]
    [InlineData("select substring(a || 'b', 0, 2) from t", "1:8 Position 0 is before the first character")]
    [InlineData("select cast(hours * 24e0 as int) from t", "1:8 A fraction cast to an integer")]
    [InlineData("select cast(a / 2 as int) from t", "1:8 A fraction cast to an integer")]
    [InlineData("select cast((a + b / 2) as bigint) from t", "1:8 A fraction cast to an integer")]
    [InlineData("with recursive r(x) as (select 1 union all select x from r) select x from r", "1:6 A recursion is written as")]
    [InlineData("with recursive r as (select 1 as x) select x from r", "1:6 A recursion is written as")]
    [InlineData("with a(x) as (select 1) select x from a", "1:6 A common table expression is written without a column list")]
    public void What_leaves_the_subset_is_refused_with_its_place(string sql, string expected)
    {
        var problems = PortableSubset.Check(sql).Select(problem => $"{problem.Line}:{problem.Column} {problem.Message}").ToList();

        Assert.Contains(problems, problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_recursion_is_refused()
    {
        const string sql = "with recursive a as (select 1 as x union select x from a) select x from a where x in "
            + "(with recursive b as (select 1 as x union select x from b) select x from b)";

        Assert.Equal([(1, 92, "A model has one recursion at most.")], PortableSubset.Check(sql).Select(problem => (problem.Line, problem.Column, problem.Message)));
    }

    [Fact]
    public void Comments_may_say_anything() =>
        Assert.Empty(PortableSubset.Check("select 1 as x -- it's \"quoted\" :: [1]; concat(a)\n/* now() */"));
}
