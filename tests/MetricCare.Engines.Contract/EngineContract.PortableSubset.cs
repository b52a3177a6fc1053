using MetricCare.Core.Relations;

namespace MetricCare.Engines.Contract;

public abstract partial class EngineContract
{
    private static readonly RelationShape Visits = Shape(("p", ColumnType.Text), ("n", ColumnType.Int), ("d", ColumnType.Date), ("x", ColumnType.Double));

    private Task LoadVisitsAsync() => Engine.LoadAsync(
        Given,
        Visits,
        [
            ["a", 1, Date("2024-01-31"), 1.0], ["a", 2, Date("2024-02-10"), 2.0], ["a", 3, Date("2024-03-31"), null],
            ["b", 1, Date("2023-12-31"), 4.0], ["b", null, null, 8.0], [null, 1, Date("2024-01-01"), 16.0],
        ],
        Cancel);

    private static readonly (string Expression, string Value)[] PortableExpressions =
    [
        ("cast(date '2024-01-31' + interval '30' day as date)", "2024-03-01"),
        ("date '2024-02-28' + 1", "2024-02-29"),
        ("date_add(date '2024-02-28', 1)", "2024-02-29"),
        ("make_date(2024, 2, 29)", "2024-02-29"),
        ("last_day(date '2024-02-10')", "2024-02-29"),
        ("cast(date_trunc('month', date '2024-02-10') as date)", "2024-02-01"),
        ("cast(year(date '2024-02-10') as int)", "2024"),
        ("cast(month(date '2024-02-10') as int)", "2"),
        ("cast(extract(year from date '2024-02-10') as int)", "2024"),
        ("try_cast('x' as int)", "null"),
        ("try_cast('2024-02-30' as date)", "null"),
        ("'a' || 'b'", "'ab'"),
        ("'a' || cast(null as string)", "null"),
        ("substring('abcdef', 2, 3)", "'bcd'"),
        ("substr('abcdef', 2)", "'bcdef'"),
        ("left('abc', 2)", "'ab'"),
        ("lower('ABC')", "'abc'"),
        ("trim('  a ')", "'a'"),
        ("lpad('7', 3, '0')", "'007'"),
        ("cast(length('abc') as int)", "3"),
        ("repeat('ab', 2)", "'abab'"),
        ("replace('a-b-c', '-', '')", "'abc'"),
        ("cast(instr('abc', 'c') as int)", "3"),
        ("split('a/b', '/')", "['a', 'b']"),
        ("split_part('a/b/c', '/', 2)", "'b'"),
        ("md5('a')", "'0cc175b9c0f1b6a831c399e269772661'"),
        ("regexp_extract('Patient/12', '^([A-Za-z]+)/(.+)$', 2)", "'12'"),
        ("5/2", "2.5d"),
        ("mod(7, 3)", "1"),
        ("7 % 3", "1"),
        ("round(2.345e0, 2)", "2.35d"),
        ("cast(12.345 as decimal(10,1))", "12.3m"),
        ("cast(floor(1.005e0 * 100 + 0.5e0) / 100 as decimal(19,2))", "1.00m"),
        ("cast(floor(2.675e0 * 100 + 0.5e0) / 100 as decimal(19,2))", "2.68m"),
        ("cast(floor(0.125e0 * 100 + 0.5e0) / 100 as decimal(19,2))", "0.13m"),
        ("cast(5 as string)", "'5'"),
        ("coalesce(null, 'a')", "'a'"),
        ("nullif('a', 'a')", "null"),
        ("greatest(1, 3, 2)", "3"),
        ("least(1, 3, 2)", "1"),
        ("null is not distinct from null", "true"),
        ("1 is distinct from null", "true"),
    ];

    [Fact]
    public Task Expressions_of_the_portable_subset_have_their_stated_values() => AssertValuesAsync(PortableExpressions);

    public static TheoryData<string, string[]> PortableQueries => new()
    {
        {
            "with t as (select p, n from silver.given where p is not null) select p, row_number() over (partition by p order by n nulls last) as r, lag(n) over (partition by p order by n nulls last) as l from t order by p, r",
            ["'a' | 1L | null", "'a' | 2L | 1", "'a' | 3L | 2", "'b' | 1L | null", "'b' | 2L | 1"]
        },
        {
            "select p, n, cast(sum(n) over (partition by p order by n rows between unbounded preceding and current row) as bigint) as s from silver.given where n is not null order by p nulls first, n",
            ["null | 1 | 1L", "'a' | 1 | 1L", "'a' | 2 | 3L", "'a' | 3 | 6L", "'b' | 1 | 1L"]
        },
        { "select p, count(*) filter (where n > 1) as c, count(distinct n) as u from silver.given group by p order by p nulls first", ["null | 0L | 1L", "'a' | 2L | 3L", "'b' | 0L | 1L"] },
        {
            "select p, cast(grouping(p) as int) as g, count(*) as c from silver.given where p is not null group by grouping sets ((p), ()) order by g, p",
            ["'a' | 0 | 3L", "'b' | 0 | 2L", "null | 1 | 5L"]
        },
        { "select p, max(n) as m from silver.given group by all order by p nulls first", ["null | 1", "'a' | 3", "'b' | 1"] },
        { "select p from silver.given a where exists (select 1 from silver.given b where b.p = a.p and b.n = 3) and n in (select 2) order by n", ["'a'"] },
        { "select a.p, m.x from silver.given a cross join lateral (select a.n * 10 as x) m where a.p = 'a' order by x", ["'a' | 10", "'a' | 20", "'a' | 30"] },
        { "select max_by(p, x) as a, min_by(p, x) as b from silver.given where p is not null", ["'b' | 'a'"] },
        { "select median(x) as m, percentile_cont(0.5) within group (order by x) as c from silver.given", ["4d | 4d"] },
        { "select avg(n) as a from silver.given where p = 'a'", ["2d"] },
        { "select `p` from silver.given where `n` = 3", ["'a'"] },
        { "with recursive up as (select 1 as n union all select n + 1 from up where n < 5) select n from up order by n", ["1", "2", "3", "4", "5"] },
        {
            "with recursive link as (select p as a, p as b from silver.given where n = 1 and p is not null union select l.a, g.p from link l join silver.given g on g.p > l.b) select a, b from link order by a, b",
            ["'a' | 'a'", "'a' | 'b'", "'b' | 'b'"]
        },
    };

    [Theory]
    [MemberData(nameof(PortableQueries))]
    public async Task A_query_of_the_portable_subset_has_its_stated_rows(string sql, string[] rows)
    {
        await LoadVisitsAsync();

        Assert.Equal(rows, await RowsAsync(sql));
    }
}
