-- The end of a finished encounter that has none, rebuilt from its length: days move the local clock, hours the instant.
-- The text of the result carries no offset when it comes from the clock; it is read in the facility's zone like any other.
with candidates as (
    select
        encounters.encounter_id,
        encounters.started,
        coalesce(encounters.length_code, encounters.length_unit) as unit,
        try_cast(encounters.length_value as double) as amount,
        facilities.zone,
        fhir_precision(encounters.started) as start_precision,
        fhir_instant(encounters.started, facilities.zone) as started_at,
        fhir_local_date(encounters.started, facilities.zone) as start_date
    from bronze.encounter encounters
    join silver.encounter_facilities encounter_facilities on encounter_facilities.encounter_id = encounters.encounter_id
    join silver.facilities facilities on facilities.facility_id = encounter_facilities.facility_id
    where encounters.ended is null
        and encounters.status = 'finished'
        and coalesce(encounters.length_system, 'http://unitsofmeasure.org') = 'http://unitsofmeasure.org'
        and coalesce(encounters.length_code, encounters.length_unit) in ('d', 'h')
),
clocks as (
    select
        candidates.*,
        cast(floor(amount) as int) as whole_days,
        seconds_between(local_midnight(start_date, zone), started_at) as seconds_in,
        86400 - seconds_between(local_midnight(start_date, zone), local_midnight(add_days(start_date, 1), zone)) as clock_shift
    from candidates
    -- A million hours are more than a life.
    where amount between 0 and 1000000
        and start_date is not null
        and (start_precision = 'time' or amount = floor(amount))
),
shown as (
    select clocks.*, seconds_in as seconds_shown, 1 as choice from clocks
    union all
    select clocks.*, seconds_in + clock_shift as seconds_shown, 2 as choice from clocks
),
walls as (
    select
        shown.*,
        lpad(cast(cast(floor(seconds_shown / 3600) as int) as string), 2, '0')
            || ':' || lpad(cast(cast(floor(mod(seconds_shown, 3600) / 60) as int) as string), 2, '0')
            || ':' || lpad(cast(cast(floor(mod(seconds_shown, 60)) as int) as string), 2, '0')
            || '.' || lpad(cast(cast(round((seconds_shown - floor(seconds_shown)) * 1000000) as int) as string), 6, '0') as wall
    from shown
),
matching as (
    select
        walls.*,
        row_number() over (
            partition by encounter_id
            -- A clock time that a change skipped reads as the one after it, and the second hour of two reads as neither: there the shifted clock is right.
            order by case when fhir_instant(cast(start_date as string) || 'T' || wall, zone) = started_at then 0 else 1 end, choice desc
        ) as best
    from walls
),
read as (
    select
        encounter_id,
        unit,
        amount,
        zone,
        start_precision,
        started_at,
        add_days(start_date, whole_days) as end_date,
        (amount - whole_days) * 86400 as rest_seconds,
        wall
    from matching
    where best = 1
),
ends as (
    select
        encounter_id,
        case
            when unit = 'h' then add_seconds(started_at, amount * 3600)
            else add_seconds(fhir_instant(cast(end_date as string) || 'T' || wall, zone), rest_seconds)
        end as ended_at,
        case when unit = 'd' and start_precision = 'day' then end_date end as end_date,
        zone
    from read
)
select
    encounter_id,
    ended_at,
    coalesce(local_date(ended_at, zone), end_date) as end_date
from ends
where ended_at is not null or end_date is not null
