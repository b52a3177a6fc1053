using MetricCare.Core.Relations;

namespace MetricCare.Engines.Contract;

public abstract partial class EngineContract
{
    private const string NewYork = "America/New_York";

    /// <summary>Text, zone, precision, whether it has an offset, instant, local date, first and last day. Null where nothing is given.</summary>
    private static readonly string?[][] FhirTimes =
    [
        ["2024", NewYork, "year", null, null, null, "2024-01-01", "2024-12-31"],
        ["2024-02", NewYork, "month", null, null, null, "2024-02-01", "2024-02-29"],
        ["2023-02", NewYork, "month", null, null, null, "2023-02-01", "2023-02-28"],
        ["2024-12", NewYork, "month", null, null, null, "2024-12-01", "2024-12-31"],
        ["2024-02-29", NewYork, "day", null, null, "2024-02-29", "2024-02-29", "2024-02-29"],
        ["2024-02-29", null, "day", null, null, "2024-02-29", "2024-02-29", "2024-02-29"],
        ["0001-01-01", "UTC", "day", null, null, "0001-01-01", "0001-01-01", "0001-01-01"],
        ["9999", "UTC", "year", null, null, null, "9999-01-01", "9999-12-31"],
        ["2024-01-31T10:00:00Z", NewYork, "time", "true", "2024-01-31T10:00:00Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-02-01T02:00:00Z", NewYork, "time", "true", "2024-02-01T02:00:00Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-02-01T02:00:00+00:00", NewYork, "time", "true", "2024-02-01T02:00:00Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-01-31T23:30:00-05:00", NewYork, "time", "true", "2024-02-01T04:30:00Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-01-31T23:30:00-05:00", "Asia/Tokyo", "time", "true", "2024-02-01T04:30:00Z", "2024-02-01", "2024-02-01", "2024-02-01"],
        ["2024-01-31T23:30:00+05:45", "UTC", "time", "true", "2024-01-31T17:45:00Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-01-31T23:30:00+14:00", "UTC", "time", "true", "2024-01-31T09:30:00Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-01-31T10:00:00.5Z", "UTC", "time", "true", "2024-01-31T10:00:00.5Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-01-31T10:00:00.123456Z", "UTC", "time", "true", "2024-01-31T10:00:00.123456Z", "2024-01-31", "2024-01-31", "2024-01-31"],

        // Below microseconds digits are cut, never rounded up into the next day.
        ["2024-01-31T23:59:59.999999999Z", "UTC", "time", "true", "2024-01-31T23:59:59.999999Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-01-31T23:59:59.999999999", "UTC", "time", "false", "2024-01-31T23:59:59.999999Z", "2024-01-31", "2024-01-31", "2024-01-31"],

        // A leap second is the second before it: the day is as written.
        ["2016-12-31T23:59:60Z", "UTC", "time", "true", "2016-12-31T23:59:59Z", "2016-12-31", "2016-12-31", "2016-12-31"],
        ["2016-12-31T23:59:60.25-05:00", NewYork, "time", "true", "2017-01-01T04:59:59.25Z", "2016-12-31", "2016-12-31", "2016-12-31"],
        ["2016-12-31T23:59:60", NewYork, "time", "false", "2017-01-01T04:59:59Z", "2016-12-31", "2016-12-31", "2016-12-31"],

        // Without an offset: the zone's clock; in a gap forward by its length, in an overlap the earlier instant.
        ["2024-01-31T10:00:00", NewYork, "time", "false", "2024-01-31T15:00:00Z", "2024-01-31", "2024-01-31", "2024-01-31"],
        ["2024-07-31T10:00:00.25", NewYork, "time", "false", "2024-07-31T14:00:00.25Z", "2024-07-31", "2024-07-31", "2024-07-31"],
        ["2024-03-10T01:59:59", NewYork, "time", "false", "2024-03-10T06:59:59Z", "2024-03-10", "2024-03-10", "2024-03-10"],
        ["2024-03-10T02:30:00", NewYork, "time", "false", "2024-03-10T07:30:00Z", "2024-03-10", "2024-03-10", "2024-03-10"],
        ["2024-03-10T03:00:00", NewYork, "time", "false", "2024-03-10T07:00:00Z", "2024-03-10", "2024-03-10", "2024-03-10"],
        ["2024-11-03T00:59:59", NewYork, "time", "false", "2024-11-03T04:59:59Z", "2024-11-03", "2024-11-03", "2024-11-03"],
        ["2024-11-03T01:00:00", NewYork, "time", "false", "2024-11-03T05:00:00Z", "2024-11-03", "2024-11-03", "2024-11-03"],
        ["2024-11-03T01:30:00", NewYork, "time", "false", "2024-11-03T05:30:00Z", "2024-11-03", "2024-11-03", "2024-11-03"],
        ["2024-11-03T02:00:00", NewYork, "time", "false", "2024-11-03T07:00:00Z", "2024-11-03", "2024-11-03", "2024-11-03"],
        ["2024-10-27T02:30:00", "Europe/Berlin", "time", "false", "2024-10-27T00:30:00Z", "2024-10-27", "2024-10-27", "2024-10-27"],
        ["2024-04-07T01:45:00", "Australia/Lord_Howe", "time", "false", "2024-04-06T14:45:00Z", "2024-04-07", "2024-04-07", "2024-04-07"],
        ["2018-11-04T00:30:00", "America/Sao_Paulo", "time", "false", "2018-11-04T03:30:00Z", "2018-11-04", "2018-11-04", "2018-11-04"],

        // No zone: an offset still makes an instant, and a written local date stays.
        ["2024-01-31T10:00:00Z", null, "time", "true", "2024-01-31T10:00:00Z", null, null, null],
        ["2024-01-31T10:00:00", null, "time", "false", null, "2024-01-31", "2024-01-31", "2024-01-31"],

        // What is no FHIR date.
        [null, NewYork, null, null, null, null, null, null],
        ["", NewYork, null, null, null, null, null, null],
        ["24", NewYork, null, null, null, null, null, null],
        ["0000", NewYork, null, null, null, null, null, null],
        ["abcd", NewYork, null, null, null, null, null, null],
        ["20 4", NewYork, null, null, null, null, null, null],
        ["2024-13", NewYork, null, null, null, null, null, null],
        ["2024-00", NewYork, null, null, null, null, null, null],
        ["2024/02", NewYork, null, null, null, null, null, null],
        ["2023-02-29", NewYork, null, null, null, null, null, null],
        ["2024-2-1", NewYork, null, null, null, null, null, null],
        ["2024-02-1 ", NewYork, null, null, null, null, null, null],
        ["0000-01-01", NewYork, null, null, null, null, null, null],
        ["01/31/2024", NewYork, null, null, null, null, null, null],
        ["2024-01-31T", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00Z", NewYork, null, null, null, null, null, null],
        ["2024-01-31 10:00:00Z", NewYork, null, null, null, null, null, null],
        ["2024-01-31t10:00:00z", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:00.Z", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:00,5Z", NewYork, null, null, null, null, null, null],
        ["2024-01-31T24:00:00Z", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:60:00Z", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:61Z", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:00+0500", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:00+15:00", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:00-05:60", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:00Z ", NewYork, null, null, null, null, null, null],
        ["2023-02-29T10:00:00Z", NewYork, null, null, null, null, null, null],
        ["0000-01-31T10:00:00Z", NewYork, null, null, null, null, null, null],
        ["infinity", NewYork, null, null, null, null, null, null],
        ["2024-01-31T10:00:00 America/New_York", NewYork, null, null, null, null, null, null],
    ];

    [Fact]
    public async Task Fhir_times_are_read_as_the_table_says()
    {
        await Engine.LoadAsync(
            Given,
            Shape(("n", ColumnType.Int), ("text", ColumnType.Text), ("zone", ColumnType.Text)),
            FhirTimes.Select((row, at) => new object?[] { at, row[0], row[1] }),
            Cancel);
        const string functions = """
            fhir_precision(text) as p, fhir_has_offset(text) as o, fhir_instant(text, zone) as i,
            fhir_local_date(text, zone) as d, fhir_date_lo(text, zone) as lo, fhir_date_hi(text, zone) as hi
            """;

        Assert.Equal(
            "p string, o boolean, i instant, d date, lo date, hi date",
            (await Engine.DescribeAsync($"select {functions} from silver.given", Cancel)).ToString());
        Assert.Equal(
            FhirTimes.Select(row => RowText.Of([
                row[0], row[1], row[2], row[3] is null ? null : row[3] == "true", row[4] is null ? null : Instant(row[4]!), .. row[5..].Select(day => day is null ? null : (object)Date(day))])),
            await RowsAsync($"select text, zone, {functions} from silver.given order by n"));
    }

    /// <summary>Expression, and its value as <see cref="RowText"/> writes it.</summary>
    private static readonly (string Expression, string Value)[] FunctionCases =
    [
        ("fhir_precision(null)", "null"),
        ("fhir_instant('2024-03-10T02:30:00', 'America/New_York')", "2024-03-10T07:30:00Z"),
        ("local_date(fhir_instant('2024-02-01T02:00:00Z', 'UTC'), 'America/New_York')", "2024-01-31"),
        ("local_date(null, 'UTC')", "null"),
        ("local_date(fhir_instant('2024-02-01T02:00:00Z', 'UTC'), cast(null as string))", "null"),
        ("local_midnight(date '2024-03-10', 'America/New_York')", "2024-03-10T05:00:00Z"),
        ("local_midnight(date '2024-11-03', 'America/New_York')", "2024-11-03T04:00:00Z"),
        ("local_midnight(date '2018-11-04', 'America/Sao_Paulo')", "2018-11-04T03:00:00Z"),
        ("local_midnight(date '2024-11-03', 'America/Havana')", "2024-11-03T04:00:00Z"),
        ("local_midnight(cast(null as date), 'UTC')", "null"),
        ("days_between(date '2024-01-31', date '2024-03-01')", "30"),
        ("days_between(date '2024-03-01', date '2024-01-31')", "-30"),
        ("days_between(date '2024-03-01', cast(null as date))", "null"),
        ("seconds_between(fhir_instant('2024-01-01T00:00:00Z', 'UTC'), fhir_instant('2024-01-01T00:00:00.000001Z', 'UTC'))", "1E-06d"),
        ("seconds_between(fhir_instant('2024-01-02T00:00:00Z', 'UTC'), fhir_instant('2024-01-01T00:00:00Z', 'UTC'))", "-86400d"),
        ("seconds_between(fhir_instant('2024-01-01T10:00:00+02:00', 'UTC'), fhir_instant('2024-01-01T10:00:00Z', 'UTC'))", "7200d"),
        ("add_seconds(fhir_instant('2024-02-29T23:59:59Z', 'UTC'), 1)", "2024-03-01T00:00:00Z"),
        ("add_seconds(fhir_instant('2024-01-01T00:00:00Z', 'UTC'), -172800)", "2023-12-30T00:00:00Z"),
        ("add_seconds(fhir_instant('2024-01-01T00:00:00Z', 'UTC'), cast(null as int))", "null"),
        ("add_days(date '2024-02-28', 2)", "2024-03-01"),
        ("add_days(date '2024-03-01', -1)", "2024-02-29"),
        ("add_days(date '2024-03-01', cast(7 as bigint))", "2024-03-08"),
        ("add_days(cast(null as date), 1)", "null"),
        ("sha256_hex('abc')", "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"),
        ("sha256_hex('ä')", "'33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc'"),
        ("sha256_hex(cast(null as string))", "null"),
        ("is_number('12')", "true"),
        ("is_number('-12.50')", "true"),
        ("is_number('+0.5')", "true"),
        ("is_number('.5')", "false"),
        ("is_number('5.')", "false"),
        ("is_number('1e5')", "false"),
        ("is_number('')", "false"),
        ("is_number(' 1')", "false"),
        ("is_number('-')", "false"),
        ("is_number(cast(null as string))", "null"),
    ];

    [Fact]
    public Task Named_functions_give_what_the_table_says() => AssertValuesAsync(FunctionCases);

    [Fact]
    public async Task Named_functions_have_the_types_that_the_table_of_functions_says() =>
        Assert.Equal(
            "a date, b instant, c int, d double, e instant, f date, g string, h boolean",
            (await Engine.DescribeAsync(
                """
                select local_date(fhir_instant('x', 'UTC'), 'UTC') as a, local_midnight(date '2024-01-01', 'UTC') as b,
                  days_between(date '2024-01-01', date '2024-01-01') as c, seconds_between(fhir_instant('x', 'UTC'), fhir_instant('x', 'UTC')) as d,
                  add_seconds(fhir_instant('x', 'UTC'), 1) as e, add_days(date '2024-01-01', 1) as f, sha256_hex('x') as g, is_number('x') as h
                """,
                Cancel)).ToString());

    [Fact]
    public async Task A_column_may_be_called_like_an_argument_of_a_function()
    {
        await Engine.LoadAsync(
            Given,
            Shape(("t", ColumnType.Text), ("zone", ColumnType.Text), ("i", ColumnType.Instant), ("w", ColumnType.Text), ("later", ColumnType.Date), ("d", ColumnType.Date)),
            [["2024-11-03T01:30:00", NewYork, Instant("2024-01-01T02:00:00Z"), "UTC", Date("2024-01-05"), Date("2024-01-01")]],
            Cancel);

        Assert.Equal(
            ["2024-11-03T05:30:00Z | 2023-12-31 | 2024-01-01 | 4"],
            await RowsAsync("select fhir_instant(t, zone) as a, local_date(i, zone) as b, local_date(i, w) as c, days_between(d, later) as e from silver.given"));
    }
}
