using Microsoft.Spark.Sql.Expressions;
using Microsoft.Spark.Sql.Types;
using Microsoft.Spark.Sql;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <content>Dates, windows, orders and the partitions of tables.</content>
internal static partial class FunctionCases
{
    public static readonly CaseList Dates = new()
    {
        { () => F.AddMonths(C("dt"), 1), "add_months(dt, 1)" },
        { () => F.AddMonths(C("dt"), C("i")), "add_months(dt, i)" },
        { () => F.CurrentDate() == F.Expr("current_date()"), "true" },
        { () => F.CurrentTimestamp() == F.Expr("current_timestamp()"), "true" },
        { () => F.DateFormat(C("ts"), "yyyy/MM/dd HH:mm"), "date_format(ts, 'yyyy/MM/dd HH:mm')" },
        { () => F.DateAdd(C("dt"), 3), "date_add(dt, 3)" },
        { () => F.DateAdd(C("dt"), C("i")), "date_add(dt, i)" },
        { () => F.DateSub(C("dt"), 3), "date_sub(dt, 3)" },
        { () => F.DateSub(C("dt"), C("i")), "date_sub(dt, i)" },
        { () => F.DateDiff(C("ts"), C("dt")), "datediff(ts, dt)" },
        { () => F.Year(C("dt")), "year(dt)" },
        { () => F.Quarter(C("dt")), "quarter(dt)" },
        { () => F.Month(C("dt")), "month(dt)" },
        { () => F.DayOfWeek(C("dt")), "dayofweek(dt)" },
        { () => F.DayOfMonth(C("dt")), "dayofmonth(dt)" },
        { () => F.DayOfYear(C("dt")), "dayofyear(dt)" },
        { () => F.WeekOfYear(C("dt")), "weekofyear(dt)" },
        { () => F.Hour(C("ts")), "hour(ts)" },
        { () => F.Minute(C("ts")), "minute(ts)" },
        { () => F.Second(C("ts")), "second(ts)" },
        { () => F.LastDay(C("dt")), "last_day(dt)" },
        { () => F.MonthsBetween(C("ts"), F.Lit(new Date(2000, 1, 1))), "months_between(ts, date'2000-01-01')" },
        { () => F.MonthsBetween(C("ts"), F.Lit(new Date(2000, 1, 1)), false), "months_between(ts, date'2000-01-01', false)" },
        { () => F.NextDay(C("dt"), "Mon"), "next_day(dt, 'Mon')" },
        { () => F.NextDay(C("dt"), F.Lit("Mon")), "next_day(dt, 'Mon')" },
        { () => F.FromUnixTime(C("l")), "from_unixtime(l)" },
        { () => F.FromUnixTime(C("l"), "yyyy"), "from_unixtime(l, 'yyyy')" },
        { () => F.UnixTimestamp() == F.Expr("unix_timestamp()"), "true" },
        { () => F.UnixTimestamp(C("ts")), "unix_timestamp(ts)" },
        { () => F.UnixTimestamp(F.Lit("2024"), "yyyy"), "unix_timestamp('2024', 'yyyy')" },
        { () => F.ToTimestamp(F.Lit("2024-02-29 01:02:03")), "to_timestamp('2024-02-29 01:02:03')" },
        { () => F.ToTimestamp(F.Lit("29.2.2024"), "d.M.yyyy"), "to_timestamp('29.2.2024', 'd.M.yyyy')" },
        { () => F.ToDate(F.Lit("2024-02-29")), "to_date('2024-02-29')" },
        { () => F.ToDate(F.Lit("29.2.2024"), "d.M.yyyy"), "to_date('29.2.2024', 'd.M.yyyy')" },
        { () => F.Trunc(C("dt"), "month"), "trunc(dt, 'month')" },
        { () => F.DateTrunc("hour", C("ts")), "date_trunc('hour', ts)" },
        { () => F.FromUtcTimestamp(C("ts"), "Asia/Tokyo"), "from_utc_timestamp(ts, 'Asia/Tokyo')" },
        { () => F.FromUtcTimestamp(C("ts"), F.Lit("Asia/Tokyo")), "from_utc_timestamp(ts, 'Asia/Tokyo')" },
        { () => F.ToUtcTimestamp(C("ts"), "Asia/Tokyo"), "to_utc_timestamp(ts, 'Asia/Tokyo')" },
        { () => F.ToUtcTimestamp(C("ts"), F.Lit("Asia/Tokyo")), "to_utc_timestamp(ts, 'Asia/Tokyo')" },
        { () => F.TimestampSeconds(C("l")), "timestamp_seconds(l)" },
    };

    public static readonly CaseList Slots = new()
    {
        { () => F.Window(C("ts"), "2 hours", "1 hour", "10 minutes"), "window(ts, '2 hours', '1 hour', '10 minutes')" },
        { () => F.Window(C("ts"), "2 hours", "1 hour"), "window(ts, '2 hours', '1 hour')" },
        { () => F.Window(C("ts"), "2 hours"), "window(ts, '2 hours')" },
        { () => F.Session_Window(C("ts"), "5 minutes"), "session_window(ts, '5 minutes')" },
        { () => F.Session_Window(C("ts"), F.Lit("5 minutes")), "session_window(ts, '5 minutes')" },
    };

    public static readonly CaseList Windows = new()
    {
        { () => F.CumeDist().Over(Sorted), "cume_dist() over (order by i)" },
        { () => F.DenseRank().Over(Sorted), "dense_rank() over (order by i)" },
        { () => F.Lag(C("i"), 1, null).Over(Sorted), "lag(i, 1) over (order by i)" },
        { () => F.Lag("i", 1, 0).Over(Sorted), "lag(i, 1, 0) over (order by i)" },
        { () => F.Lag(C("i"), 1, 0, true).Over(Sorted), "lag(i, 1, 0) ignore nulls over (order by i)" },
        { () => F.Lead(C("i"), 1, null).Over(Sorted), "lead(i, 1) over (order by i)" },
        { () => F.Lead("i", 1, 0).Over(Sorted), "lead(i, 1, 0) over (order by i)" },
        { () => F.Lead(C("i"), 1, 0, true).Over(Sorted), "lead(i, 1, 0) ignore nulls over (order by i)" },
        { () => F.NthValue(C("i"), 2, true).Over(Sorted), "nth_value(i, 2) ignore nulls over (order by i)" },
        { () => F.Ntile(2).Over(Sorted), "ntile(2) over (order by i)" },
        { () => F.PercentRank().Over(Sorted), "percent_rank() over (order by i)" },
        { () => F.Rank().Over(Sorted), "rank() over (order by i)" },
        { () => F.RowNumber().Over(Sorted), "row_number() over (order by i)" },
    };

    public static readonly CaseList Orders = new()
    {
        { () => F.Asc("i"), "i asc" },
        { () => F.AscNullsFirst("i"), "i asc nulls first" },
        { () => F.AscNullsLast("i"), "i asc nulls last" },
        { () => F.Desc("i"), "i desc" },
        { () => F.DescNullsFirst("i"), "i desc nulls first" },
        { () => F.DescNullsLast("i"), "i desc nulls last" },
    };

    public static readonly CaseList Partitions = new()
    {
        { () => F.Years(C("dt")), "years(dt)" },
        { () => F.Months(C("dt")), "months(dt)" },
        { () => F.Days(C("dt")), "days(dt)" },
        { () => F.Hours(C("ts")), "hours(ts)" },
        { () => F.Bucket(F.Lit(4), C("i")), "bucket(4, i)" },
        { () => F.Bucket(4, C("i")), "bucket(4, i)" },
    };

    private static WindowSpec Sorted => Window.OrderBy("i");
}
