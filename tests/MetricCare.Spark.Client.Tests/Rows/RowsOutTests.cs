using System.Collections;
using MetricCare.Spark.Rows;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Client.Tests.Rows;

/// <summary>Cells that Spark made by SQL.</summary>
public sealed class RowsOutTests(SparkJvm jvm)
{
    private JvmObjectReference Session => Spark.Session(jvm);

    private static Date Day(int year, int month, int day) => new(year, month, day);

    private object?[] One(string select) => Assert.Single(Rows(select)).Values;

    private List<Row> Rows(string sql) => Rows(Session, sql);

    private static List<Row> Rows(JvmObjectReference session, string sql) => [.. ArrowRows.Collect(session.Sql(sql))];

    [Fact]
    public void Numbers_have_the_type_of_their_column() => Assert.Equal<object?>(
        [(sbyte)-128, (short)-32768, int.MinValue, long.MaxValue, 1.5f, double.MaxValue, true, false, 12.50m],
        One("select cast(-128 as tinyint), cast(-32768 as smallint), cast(-2147483648 as int), 9223372036854775807L, cast(1.5 as float), 1.7976931348623157e308D, true, false, cast(12.5 as decimal(10,2))"));

    [Fact]
    public void Numbers_that_are_none_are_kept()
    {
        var row = One("select double('NaN'), double('Infinity'), double('-Infinity'), float('NaN'), -0.0D");
        Assert.Equal<object?>([double.NaN, double.PositiveInfinity, double.NegativeInfinity, float.NaN, -0.0], row);
        Assert.True(double.IsNegative((double)row[4]!));
    }

    [Fact]
    public void Decimals_are_exact_and_what_does_not_fit_is_refused()
    {
        Assert.Equal<object?>(
            [79228162514264337593543950335m, -79228162514264337593543950335m, 0.0000000000000000000000000001m, 1m, -1.10m],
            One("""
                select cast('79228162514264337593543950335' as decimal(38,0)), cast('-79228162514264337593543950335' as decimal(38,0)),
                       cast('0.0000000000000000000000000001' as decimal(38,28)), cast(1 as decimal(38,37)), cast('-1.10' as decimal(38,30))
                """));
        Assert.Equal("1.50", One("select cast('1.5' as decimal(5,2))")[0]!.ToString());
        Assert.Contains("Column big", Assert.Throws<OverflowException>(() => One("select cast('99999999999999999999999999999999999999' as decimal(38,0)) as big")).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => One("select cast('0.00000000000000000000000000001' as decimal(38,30)) as small"));
    }

    [Fact]
    public void Dates_and_times_are_exact() => Assert.Equal<object?>(
        [
            Day(1, 1, 1), Day(1582, 10, 15), Day(1969, 12, 31), Day(9999, 12, 31),
            new Timestamp(1, 1, 1, 0, 0, 0, 0), new Timestamp(1969, 12, 31, 23, 59, 59, 999_999), new Timestamp(2024, 2, 29, 12, 34, 56, 123_456), new Timestamp(9999, 12, 31, 23, 59, 59, 999_999),
            new DateTime(2024, 1, 2, 3, 4, 5).AddTicks(67_890),
        ],
        One("""
            select date'0001-01-01', date'1582-10-15', date'1969-12-31', date'9999-12-31',
                   timestamp'0001-01-01 00:00:00Z', timestamp'1969-12-31 23:59:59.999999Z', timestamp'2024-02-29 12:34:56.123456Z', timestamp'9999-12-31 23:59:59.999999Z',
                   timestamp_ntz'2024-01-02 03:04:05.006789'
            """));

    [Fact]
    public void A_date_beyond_what_NET_knows_is_refused()
    {
        Assert.Contains("years 1 to 9999", Assert.Throws<OverflowException>(() => One("select date_add(date'9999-12-31', 1) as late")).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => One("select timestamp_micros(9223372036854775807L) as late"));
    }

    [Fact]
    public void Times_do_not_depend_on_the_zone_of_the_session()
    {
        var session = Session.With("spark.sql.session.timeZone", "America/New_York");
        Assert.Equal<object?>(
            [new Timestamp(2024, 7, 1, 4, 0, 0, 1), new DateTime(2024, 7, 1), Day(2024, 7, 1)],
            Rows(session, "select timestamp'2024-07-01 00:00:00.000001', timestamp_ntz'2024-07-01 00:00:00', date'2024-07-01'")[0].Values);
    }

    [Fact]
    public void Intervals_keep_their_kind()
    {
        Assert.Equal<object?>(
            [14, -1, new TimeSpan(1, 2, 3, 4).Add(TimeSpan.FromMicroseconds(5)), TimeSpan.FromMicroseconds(-1)],
            One("select interval '1-2' year to month, interval '-1' month, interval '1 02:03:04.000005' day to second, interval '-0.000001' second"));
        Assert.Throws<OverflowException>(() => One("select interval '106751991' day as long_one"));
    }

    [Fact]
    public void An_interval_of_the_calendar_is_read_or_refused_in_words()
    {
        const string Select = "select 1 as n, make_interval(1, 2, 0, 3, 4, 5, 6.000007) as span";
        if (Session.IsFour())
        {
            Assert.Equal<object?>([1, new CalendarInterval(14, 3, 14_706_000_007)], One(Select));
            return;
        }

        var refusal = Assert.Throws<NotSupportedException>(() => One(Select));
        Assert.Contains("cast them to string", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("span interval", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_bytes_are_kept_to_the_letter()
    {
        var row = One("""
            select '', 'line\nfeed\rreturn\r\nboth \u0085 \u2028 \u2029 \u000b \u000c tab\t nul\u0000 end', '😀 日本語 é 👩‍👩‍👧', unhex('00FF0A80'), unhex(''), cast('ab' as char(4)), cast('ab' as varchar(4))
            """);
        Assert.Equal<object?>(
            [string.Empty, "line\nfeed\rreturn\r\nboth \u0085 \u2028 \u2029 \u000b \u000c tab\t nul\0 end", "😀 日本語 é 👩‍👩‍👧", new byte[] { 0, 255, 10, 128 }, Array.Empty<byte>(), "ab", "ab"],
            row);
    }

    [Fact]
    public void A_text_of_forty_megabytes_arrives()
    {
        var row = One("select repeat('0123456789', 4000000) as t, repeat('é', 10) as u");
        Assert.Equal(string.Concat(Enumerable.Repeat("0123456789", 4_000_000)), row[0]);
        Assert.Equal("éééééééééé", row[1]);
    }

    [Fact]
    public void Nulls_of_every_type_are_null() => Assert.All(
        One("""
            select null, cast(null as tinyint), cast(null as smallint), cast(null as int), cast(null as bigint), cast(null as float), cast(null as double), cast(null as boolean), cast(null as string),
                   cast(null as binary), cast(null as decimal(38,5)), cast(null as date), cast(null as timestamp), cast(null as timestamp_ntz), cast(null as array<int>), cast(null as map<string,int>),
                   cast(null as struct<a:int>), cast(null as interval day to second), cast(null as interval year to month)
            """),
        Assert.Null);

    [Fact]
    public void Lists_maps_and_structs_hold_cells_of_their_types()
    {
        var row = One("""
            select array(1, null, 3), array(), array(array('a'), null, array()), map('k', date'2024-01-01', 'n', null), named_struct('a', 1, 'b', named_struct('c', array(timestamp'2024-01-01 00:00:00Z'))),
                   array(named_struct('x', cast(1 as decimal(3,1))), null), map(1, array(2S))
            """);
        Assert.Equal(new GenericRow(
            [
                new ArrayList { 1, null, 3 },
                new ArrayList(),
                new ArrayList { new ArrayList { "a" }, null, new ArrayList() },
                new Hashtable { ["k"] = Day(2024, 1, 1), ["n"] = null },
                row[4],
                row[5],
                new Hashtable { [1] = new ArrayList { (short)2 } },
            ]), new GenericRow(row));
        var outer = Assert.IsType<Row>(row[4]);
        Assert.Equal("struct<a:int,b:struct<c:array<timestamp>>>", outer.Schema.SimpleString.Replace("integer", "int", StringComparison.Ordinal));
        Assert.Equal(1, outer.GetAs<int>("a"));
        Assert.Equal<object?>([new Timestamp(2024, 1, 1, 0, 0, 0, 0)], ((Row)outer.Get("b")!).GetAs<object[]>("c"));
        var items = Assert.IsType<ArrayList>(row[5]);
        Assert.Equal(1.0m, ((Row)items[0]!)[0]);
        Assert.Null(items[1]);
    }

    [Fact]
    public void Lists_and_structs_keep_their_place_after_nulls_and_across_batches()
    {
        var session = Session.With("spark.sql.execution.arrow.maxRecordsPerBatch", "7");
        var rows = Rows(session, "select id, if(id % 3 = 0, null, transform(sequence(1, id % 5 + 1), x -> x * id)) as list, if(id % 4 = 1, null, named_struct('s', if(id % 2 = 0, null, string(id)))) as part from range(0, 50, 1, 3)");
        Assert.Equal(
            Enumerable.Range(0, 50).Select(id => $"{id}: {(id % 3 == 0 ? null : string.Join(' ', Enumerable.Range(1, (id % 5) + 1).Select(x => x * id)))} {(id % 4 == 1 ? "null" : $"[{(id % 2 == 0 ? null : id)}]")}"),
            rows.Select(row => $"{row[0]}: {(row[1] is ArrayList list ? string.Join(' ', list.Cast<object>()) : null)} {row[2] ?? "null"}"));
    }

    [Fact]
    public void Nothing_is_no_rows_and_no_columns_are_empty_rows()
    {
        Assert.Empty(Rows("select 1 as a, 'x' as b where false"));
        Assert.Empty(Rows("select id from range(100) where id < 0"));
        Assert.Equal([0, 0, 0], ArrowRows.Collect((JvmObjectReference)Session.Sql("select id from range(3)").Invoke("drop", "id")!).Select(row => row.Size()));
    }

    [Fact]
    public void Columns_of_the_same_name_are_all_there()
    {
        var row = Assert.Single(Rows("select 1 as a, 'two' as a, 3.0D as a"));
        Assert.Equal<object?>([1, "two", 3.0], row.Values);
        Assert.Equal(["a", "a", "a"], row.Schema.Fields.Select(column => column.Name));
        Assert.Equal(1, row.Get("a"));
    }

    [Fact]
    public void A_struct_with_two_fields_of_the_same_name_is_refused_in_words()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => Rows("select named_struct('a', 1, 'a', 2) as twins"));
        Assert.Contains("two fields of the same name", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("twins struct", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_is_its_two_parts()
    {
        Assert.SkipUnless(Session.IsFour(), "Variants are new in Spark 4.");
        var row = Assert.IsType<Row>(One("select parse_json('true')")[0]);
        Assert.Equal(["value", "metadata"], row.Schema.Fields.Select(part => part.Name));
        Assert.Equal(new byte[] { 4 }, row[0]);
    }

    [Fact]
    public void Text_of_more_than_two_gigabytes_would_arrive_as_large_text()
    {
        Assert.SkipUnless(Session.IsFour(), "The setting is new in Spark 4.");
        var session = Session.With("spark.sql.execution.arrow.useLargeVarTypes", "true");
        Assert.Equal<object?>(["é", new byte[] { 1 }, null], Rows(session, "select 'é', unhex('01'), cast(null as string)")[0].Values);
    }
}
