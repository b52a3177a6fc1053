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
-- The form of a date with a time; the day may still be one that the month has not.
create macro __fhir_time_form(t) as
  regexp_full_match(t, '(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?')
;
create macro __fhir_is_time(t) as
  __fhir_time_form(t) and try_cast(substr(t, 1, 10) as date) is not null
;
create macro __fhir_zoned(t) as
  right(t, 1) = 'Z' or substr(t, -6, 1) in ('+', '-')
;
-- A leap second is read as the second before it: the day stays what was written. In the form above ':60' can stand for nothing else.
create macro __fhir_steady(t) as
  replace(t, ':60', ':59')
;
-- What clocks of the zone show at an instant. DuckDB looks a zone up anew for every row (2.7 us) unless its name is a constant (0.3 us),
-- so the zones of most hospitals are written out.
create macro __clock(i, zone) as
  case zone
    when 'UTC' then make_timestamp(epoch_us(i))
    when 'America/New_York' then timezone('America/New_York', i)
    when 'America/Chicago' then timezone('America/Chicago', i)
    when 'America/Denver' then timezone('America/Denver', i)
    when 'America/Phoenix' then timezone('America/Phoenix', i)
    when 'America/Los_Angeles' then timezone('America/Los_Angeles', i)
    when 'America/Anchorage' then timezone('America/Anchorage', i)
    when 'Pacific/Honolulu' then timezone('Pacific/Honolulu', i)
    else timezone(zone, i)
  end
;
-- The instant at which clocks of the zone show w. In a gap DuckDB moves forward by the length of the gap; in an overlap it gives the later instant,
-- so the one by the offset of the day before is taken when clocks show w then, too.
create macro __by_day_before(w, zone) as
  make_timestamptz(epoch_us(timezone(zone, w - interval 1 day)) + 86400000000)
;
create macro __wall_instant(w, zone) as
  case
    when zone = 'UTC' then make_timestamptz(epoch_us(w))
    when timezone(zone, __by_day_before(w, zone)) = w then least(__by_day_before(w, zone), timezone(zone, w))
    else timezone(zone, w)
  end
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
    when length(t) < 19 or not __fhir_time_form(t) then null
    when __fhir_zoned(t) then try_cast(__fhir_steady(t) as timestamptz)
    else __wall_instant(try_cast(__fhir_steady(t) as timestamp), zone)
  end
;
create macro local_date(i, zone) as
  cast(__clock(cast(i as timestamptz), zone) as date)
;
create macro fhir_local_date(t, zone) as
  case
    when length(t) = 10 then __fhir_day(t)
    when length(t) < 19 or not __fhir_time_form(t) then null
    when __fhir_zoned(t) then cast(__clock(try_cast(__fhir_steady(t) as timestamptz), zone) as date)
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
