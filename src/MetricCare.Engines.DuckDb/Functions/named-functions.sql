-- The named functions of docs/architecture.md. Names that begin with two underscores are for this file only.
-- Statements are separated by a line that holds nothing but a semicolon.

-- A FHIR date of day precision, strictly: what DuckDB prints for the parsed date must be what was written.
create macro __fhir_day(t) as
  case when length(t) = 10 and cast(try_cast(t as date) as varchar) = t then try_cast(t as date) end
;
create macro __fhir_month(t) as
  case when length(t) = 7 then __fhir_day(t || '-01') end
;
create macro __fhir_year(t) as
  case when length(t) = 4 then __fhir_day(t || '-01-01') end
;
create macro __fhir_is_time(t) as
  regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?')
  and try_cast(substr(t, 1, 10) as date) is not null
  and substr(t, 1, 4) <> '0000'
;
create macro __fhir_zoned(t) as
  right(t, 1) = 'Z' or substr(t, -6, 1) in ('+', '-')
;
-- A leap second is read as the second before it: the day stays what was written.
create macro __fhir_steady(t) as
  case when substr(t, 18, 2) = '60' then substr(t, 1, 17) || '59' || substr(t, 20) else t end
;
-- The instant at which clocks of the zone show w. In an overlap DuckDB gives the later instant, so the offset of the day before is tried too;
-- in a gap it moves forward by the length of the gap.
create macro __instant_before(w, later, zone) as
  epoch_us(w) - (epoch_us(timezone(zone, make_timestamptz(epoch_us(later) - 86400000000))) - (epoch_us(later) - 86400000000))
;
create macro __earlier(w, later, earlier, zone) as
  case when earlier < epoch_us(later) and timezone(zone, make_timestamptz(earlier)) = w then make_timestamptz(earlier) else later end
;
create macro __wall_instant(w, zone) as
  __earlier(w, timezone(zone, w), __instant_before(w, timezone(zone, w), zone), zone)
;
create macro fhir_precision(t) as
  case
    when length(t) >= 19 then case when __fhir_is_time(t) then 'time' end
    when __fhir_day(t) is not null then 'day'
    when __fhir_month(t) is not null then 'month'
    when __fhir_year(t) is not null then 'year'
  end
;
create macro fhir_has_offset(t) as
  case when length(t) >= 19 and __fhir_is_time(t) then __fhir_zoned(t) end
;
create macro fhir_instant(t, zone) as
  case
    when length(t) < 19 or not __fhir_is_time(t) then null
    when __fhir_zoned(t) then try_cast(__fhir_steady(t) as timestamptz)
    else __wall_instant(try_cast(__fhir_steady(t) as timestamp), zone)
  end
;
create macro local_date(i, zone) as
  cast(timezone(zone, i) as date)
;
create macro fhir_local_date(t, zone) as
  case
    when length(t) = 10 then __fhir_day(t)
    when length(t) < 19 or not __fhir_is_time(t) then null
    when __fhir_zoned(t) then cast(timezone(zone, try_cast(__fhir_steady(t) as timestamptz)) as date)
    else try_cast(substr(t, 1, 10) as date)
  end
;
create macro fhir_date_lo(t, zone) as
  case length(t)
    when 4 then __fhir_year(t)
    when 7 then __fhir_month(t)
    else fhir_local_date(t, zone)
  end
;
create macro fhir_date_hi(t, zone) as
  case length(t)
    when 4 then cast(__fhir_year(t) + interval 1 year - interval 1 day as date)
    when 7 then last_day(__fhir_month(t))
    else fhir_local_date(t, zone)
  end
;
create macro local_midnight(d, zone) as
  __wall_instant(cast(d as timestamp), zone)
;
create macro days_between(a, b) as
  cast(date_diff('day', cast(a as date), cast(b as date)) as integer)
;
create macro seconds_between(a, b) as
  (epoch_us(cast(b as timestamptz)) - epoch_us(cast(a as timestamptz))) / 1e6
;
create macro add_seconds(i, n) as
  make_timestamptz(epoch_us(cast(i as timestamptz)) + cast(n * cast(1000000 as bigint) as bigint))
;
create macro add_days(d, n) as
  cast(d as date) + cast(n as integer)
;
create macro sha256_hex(t) as
  sha256(cast(t as varchar))
;
create macro is_number(t) as
  regexp_full_match(t, '[+-]?[0-9]+(\.[0-9]+)?')
;
-- Spark's names, where the meaning is simple.
create macro regexp_like(t, pattern) as regexp_matches(t, pattern)
;
create macro add_months(d, n) as cast(cast(d as date) + to_months(cast(n as integer)) as date)
;
create macro datediff(later, earlier) as cast(date_diff('day', cast(earlier as date), cast(later as date)) as integer),
  (part, earlier, later) as date_diff(part, earlier, later)
;
create macro unix_timestamp(i) as cast(floor(epoch_us(i) / 1e6) as bigint)
;
create macro date_from_unix_date(n) as date '1970-01-01' + cast(n as integer)
;
create macro sha2(t, bits) as case when bits in (0, 256) then sha256(t) end
;
create macro array_join(items, separator) as array_to_string(items, separator)
;
create macro sequence(low, high) as generate_series(low, high)
;
create macro try_divide(a, b) as cast(a as double) / nullif(cast(b as double), 0)
;
