namespace MetricCare.Core.Sql;

/// <summary>The functions that a model may call: those that were measured to give the same on every engine, and the named functions that each engine supplies.</summary>
public static class PortableFunctions
{
    /// <summary>Functions that each engine supplies: the readings of FHIR time, mostly (docs/architecture.md).</summary>
    public static readonly IReadOnlySet<string> Named = Set(
        "fhir_precision fhir_has_offset fhir_instant fhir_local_date fhir_date_lo fhir_date_hi local_date local_midnight "
        + "days_between seconds_between add_seconds add_days sha256_hex is_number");

    /// <summary>Functions of both dialects with one meaning.</summary>
    public static readonly IReadOnlySet<string> Shared = Set(
        // aggregates
        "count sum avg min max max_by min_by median percentile_cont stddev_samp var_samp bool_and bool_or "
        // windows
        + "row_number rank dense_rank lead lag first_value last_value grouping "
        // values
        + "coalesce nullif greatest least cast try_cast "
        // numbers
        + "abs mod round floor ceil sqrt exp ln power "
        // dates
        + "date_add make_date last_day date_trunc year month extract "
        // text
        + "substring substr left lower upper trim lpad length repeat replace instr split split_part md5 regexp_extract");

    /// <summary>Words before which a parenthesis is no call.</summary>
    internal static readonly IReadOnlySet<string> Keywords = Set(
        "all and any as between by case cross distinct else end except exists filter from full group having in inner intersect interval is join "
        + "lateral left limit like not null offset on or order outer over partition recursive right select set sets then union using values when where with within");

    /// <summary>What to write instead of a function that only one engine has, or that means something else on each.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Instead = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["concat"] = "one engine skips nulls, the other gives null: write a || b with coalesce",
        ["regexp_replace"] = "one engine replaces the first match, the other all: use replace or regexp_extract",
        ["date_diff"] = "use days_between(a, b) or seconds_between(a, b)",
        ["datediff"] = "use days_between(a, b)",
        ["timestampdiff"] = "use seconds_between(a, b)",
        ["datesub"] = "use days_between(a, b)",
        ["date_sub"] = "use add_days(date, -n)",
        ["add_months"] = "use cast(date + interval 'n' month as date)",
        ["months_between"] = "compare year() and month()",
        ["strftime"] = "use year(), month() and lpad()",
        ["date_format"] = "use year(), month() and lpad()",
        ["to_char"] = "use year(), month() and lpad()",
        ["epoch"] = "use seconds_between(a, b)",
        ["unix_timestamp"] = "use seconds_between(a, b)",
        ["timezone"] = "use local_date(instant, zone) or local_midnight(date, zone)",
        ["from_utc_timestamp"] = "use local_date(instant, zone)",
        ["to_utc_timestamp"] = "use fhir_instant(text, zone)",
        ["sha256"] = "use sha256_hex(text)",
        ["sha2"] = "use sha256_hex(text)",
        ["string_agg"] = "keep the rows, or take min and max",
        ["listagg"] = "keep the rows, or take min and max",
        ["unnest"] = "keep the rows in a relation of their own",
        ["explode"] = "keep the rows in a relation of their own",
        ["any_value"] = "one engine takes the first row, the other the first that is not null: use min or max",
        ["array_agg"] = "one engine keeps nulls, the other drops them, and neither has an order: keep the rows in a relation of their own",
        ["list_contains"] = "keep the rows in a relation of their own",
        ["array_contains"] = "keep the rows in a relation of their own",
        ["regexp_like"] = "compare regexp_extract(text, pattern, 0) with ''",
        ["regexp_matches"] = "compare regexp_extract(text, pattern, 0) with ''",
        ["every"] = "use bool_and(x)",
        ["try_divide"] = "divide by nullif(x, 0)",
        ["dayofweek"] = "each engine counts from another day",
        ["weekday"] = "each engine counts from another day",
        ["if"] = "use case when",
        ["iff"] = "use case when",
        ["ifnull"] = "use coalesce",
        ["nvl"] = "use coalesce",
        ["ceiling"] = "use ceil",
        ["now"] = "a model takes the time from config.parameters",
        ["current_date"] = "a model takes the time from config.parameters",
        ["current_timestamp"] = "a model takes the time from config.parameters",
        ["random"] = "a model gives the same rows every time",
        ["rand"] = "a model gives the same rows every time",
        ["uuid"] = "a model gives the same rows every time",
    };

    public static bool IsAllowed(string function) => Shared.Contains(function) || Named.Contains(function);

    private static HashSet<string> Set(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
