-- Departments of a stay in order of time, out of the locations of its inpatient encounters and their parts, cut to the stay.
-- Without any location the service type stands for the department, and UNKNOWN for what is not said at all.
with bounds as (
    select
        members.stay_id,
        min(visits.start_key) as start_key,
        max(visits.cover_end_key) as end_key
    from silver.stay_encounters members
    join silver.visits visits on visits.encounter_id = members.encounter_id
    where members.is_root
    group by members.stay_id
),
inpatient as (
    select members.stay_id, members.is_root, encounters.*
    from silver.stay_encounters members
    join silver.encounters encounters on encounters.encounter_id = members.encounter_id
    where members.role = 'inpatient'
),
placed as (
    select
        inpatient.stay_id,
        inpatient.encounter_id,
        places.position,
        places.department,
        inpatient.zone,
        coalesce(places.started, inpatient.start_text) as start_text,
        coalesce(places.ended, inpatient.end_text) as end_text,
        case when places.ended is null then inpatient.ended_at end as derived_end_at,
        case when places.ended is null then inpatient.end_date end as derived_end_date
    from inpatient
    join silver.encounter_places places on places.encounter_id = inpatient.encounter_id
),
unplaced as (
    select
        inpatient.stay_id,
        inpatient.encounter_id,
        0 as position,
        coalesce(services.service_type_code, services.service_type_text, 'UNKNOWN') as department,
        inpatient.zone,
        inpatient.start_text,
        inpatient.end_text,
        inpatient.ended_at as derived_end_at,
        inpatient.end_date as derived_end_date
    from inpatient
    join bronze.encounter services on services.encounter_id = inpatient.encounter_id
    left join (select distinct stay_id from placed) placed on placed.stay_id = inpatient.stay_id
    where placed.stay_id is null and inpatient.is_root
),
written as (
    select * from placed
    union all
    select * from unplaced
),
read as (
    select
        stay_id,
        encounter_id,
        position,
        department,
        zone,
        fhir_instant(start_text, zone) as started_at,
        fhir_local_date(start_text, zone) as start_date,
        coalesce(fhir_instant(end_text, zone), derived_end_at) as ended_at,
        coalesce(fhir_local_date(end_text, zone), derived_end_date) as end_date
    from written
),
cut as (
    select
        read.stay_id,
        read.encounter_id,
        read.position,
        read.department,
        case when read.started_at < bounds.start_key then bounds.start_key else read.started_at end as started_at,
        greatest(read.start_date, local_date(bounds.start_key, read.zone)) as start_date,
        read.ended_at,
        read.end_date,
        case when read.ended_at is not null then read.ended_at else local_midnight(add_days(read.end_date, 1), read.zone) end as end_key
    from read
    join bounds on bounds.stay_id = read.stay_id
)
select
    stay_id,
    cast(row_number() over (partition by stay_id order by start_date, started_at, end_key, encounter_id, position) as int) as position,
    department,
    started_at,
    ended_at,
    start_date,
    end_date
from cut
