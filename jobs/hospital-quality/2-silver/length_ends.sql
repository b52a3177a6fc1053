-- The end of a finished encounter that has none, rebuilt from its length: days move the local clock, hours the instant.
-- The text of the result carries no offset when it comes from the clock; it is read in the facility's zone like any other.
with candidates as (
    select
        encounters.encounter_id,
        encounters.started,
        coalesce(encounters.length_code, encounters.length_unit) as unit,
        cast(encounters.length_value as double) as amount,
        facilities.zone,
        fhir_precision(encounters.started) as start_precision,
        fhir_instant(encounters.started, facilities.zone) as started_at,
        fhir_local_date(encounters.started, facilities.zone) as start_date
    from bronze.encounter encounters
    join silver.encounter_facilities encounter_facilities on encounter_facilities.encounter_id = encounters.encounter_id
    join silver.facilities facilities on facilities.facility_id = encounter_facilities.facility_id
    where encounters.ended is null
        and encounters.status = 'finished'
        and is_number(encounters.length_value)
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
    where amount >= 0 and start_date is not null
),
walls as (
    select
        clocks.*,
        substring(cast(cast(add_seconds(timestamp '2000-01-01 00:00:00', seconds_in) as timestamp) as string), 12) as steady_wall,
        substring(cast(cast(add_seconds(timestamp '2000-01-01 00:00:00', seconds_in + clock_shift) as timestamp) as string), 12) as shifted_wall
    from clocks
),
read as (
    select
        encounter_id,
        unit,
        amount,
        zone,
        start_precision,
        started_at,
        start_date,
        add_days(start_date, whole_days) as end_date,
        (amount - whole_days) * 86400 as rest_seconds,
        case
            when fhir_instant(cast(start_date as string) || 'T' || steady_wall, zone) = started_at then steady_wall
            else shifted_wall
        end as wall
    from walls
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
