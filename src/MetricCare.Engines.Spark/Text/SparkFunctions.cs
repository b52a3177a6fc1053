namespace MetricCare.Engines.Spark.Text;

/// <summary>The named functions (docs/architecture.md), and functions of the portable subset that Spark means otherwise, written out in Spark's own.</summary>
/// <remarks>Each takes a way to name a value that it uses more than once, and its arguments as text.</remarks>
internal static class SparkFunctions
{
    private const string TimeForm =
        @"\A(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?\z";

    private static readonly Dictionary<string, Func<Func<string, Func<string, string>, string>, IReadOnlyList<string>, string>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fhir_precision"] = (bind, a) => bind(a[0], t =>
            $"case when length({t}) >= 19 then case when {IsTime(t)} then 'time' end when {Day(t)} is not null then 'day' when {Month(t)} is not null then 'month' when {Year(t)} is not null then 'year' end"),
        ["fhir_has_offset"] = (bind, a) => bind(a[0], t => $"case when length({t}) >= 19 and {IsTime(t)} then {Zoned(t)} end"),
        ["fhir_instant"] = (bind, a) => bind(a[0], t =>
            $"case when {t} is null or length({t}) < 19 or not {HasTimeForm(t)} then null when {Zoned(t)} then {Steady(t)} else to_utc_timestamp({Steady(t)}, {a[1]}) end"),
        ["fhir_local_date"] = (bind, a) => bind(a[0], t => LocalDate(t, a[1])),
        ["fhir_date_lo"] = (bind, a) => bind(a[0], t => $"case length({t}) when 4 then {Year(t)} when 7 then {Month(t)} else {LocalDate(t, a[1])} end"),
        ["fhir_date_hi"] = (bind, a) => bind(a[0], t =>
            $"case length({t}) when 4 then date_add(add_months({Year(t)}, 12), -1) when 7 then last_day({Month(t)}) else {LocalDate(t, a[1])} end"),
        ["local_date"] = (_, a) => $"cast(from_utc_timestamp(cast({a[0]} as timestamp), {a[1]}) as date)",
        ["local_midnight"] = (_, a) => $"to_utc_timestamp(cast({a[0]} as timestamp), {a[1]})",
        ["days_between"] = (_, a) => $"datediff(cast({a[1]} as date), cast({a[0]} as date))",
        ["seconds_between"] = (_, a) => $"(cast(unix_micros(cast({a[1]} as timestamp)) - unix_micros(cast({a[0]} as timestamp)) as double) / 1e6D)",
        ["add_seconds"] = (_, a) => $"timestamp_micros(unix_micros(cast({a[0]} as timestamp)) + cast(round({a[1]} * 1000000L) as bigint))",
        ["add_days"] = (_, a) => $"date_add(cast({a[0]} as date), cast({a[1]} as int))",
        ["sha256_hex"] = (_, a) => $"sha2(cast({a[0]} as string), 256)",
        ["is_number"] = (_, a) => $"({a[0]} rlike {SparkSql.Literal(@"\A[+-]?[0-9]+(\.[0-9]+)?\z")})",
    };

    public static Func<Func<string, Func<string, string>, string>, IReadOnlyList<string>, string>? Find(string name) => Known.GetValueOrDefault(name);

    // Spark's cast is lenient (2024-2-1, 2024-02, blanks): what it prints for the parsed date must be what was written. And it knows a year 0.
    private static string Day(string t) => $"case when length({t}) = 10 and left({t}, 4) <> '0000' and cast(try_cast({t} as date) as string) = {t} then try_cast({t} as date) end";

    private static string Month(string t) => Part(t, 7, "-01");

    private static string Year(string t) => Part(t, 4, "-01-01");

    private static string Part(string t, int length, string rest) =>
        $"case when length({t}) = {length} and left({t}, 4) <> '0000' and cast(try_cast({t} || '{rest}' as date) as string) = {t} || '{rest}' then try_cast({t} || '{rest}' as date) end";

    private static string HasTimeForm(string t) => $"({t} rlike {SparkSql.Literal(TimeForm)})";

    private static string IsTime(string t) => $"({HasTimeForm(t)} and try_cast(substr({t}, 1, 10) as date) is not null)";

    private static string Zoned(string t) => $"(right({t}, 1) = 'Z' or substr({t}, -6, 1) in ('+', '-'))";

    // A leap second is read as the second before it. In the form above ':60' can stand for nothing else.
    private static string Steady(string t) => $"try_cast(replace({t}, ':60', ':59') as timestamp)";

    private static string LocalDate(string t, string zone) =>
        $"case when length({t}) = 10 then {Day(t)} when {t} is null or length({t}) < 19 or not {HasTimeForm(t)} then null "
        + $"when {Zoned(t)} then cast(from_utc_timestamp({Steady(t)}, {zone}) as date) else try_cast(substr({t}, 1, 10) as date) end";
}
