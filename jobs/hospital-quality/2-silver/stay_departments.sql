-- Departments of a stay in order of time, out of the locations of its inpatient encounters and their parts, not before its start.
-- Without any location the service type stands for the department, and UNKNOWN for what is not said at all.
with bounds as (
    select
        members.stay_id,
        min(visits.start_key) as start_key,
        min(visits.start_date) as start_date
    from silver.stay_encounters members
    join silver.visits visits on visits.encounter_id = members.encounter_id
    where members.is_root
    group by members.stay_id
),
inpatient as (
    select
        members.stay_id,
        members.is_root,
        encounters.encounter_id,
        encounters.zone,
        encounters.started_at,
        encounters.start_date,
        case when not encounters.is_open then encounters.ended_at end as ended_at,
        case when not encounters.is_open then encounters.end_date end as end_date
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
        places.started as start_text,
        places.ended as end_text
    from inpatient
    join silver.encounter_places places on places.encounter_id = inpatient.encounter_id
),
unplaced as (
    select
        inpatient.stay_id,
        inpatient.encounter_id,
        0 as position,
        coalesce(services.service_type_code, services.service_type_text, 'UNKNOWN') as department,
        cast(null as string) as start_text,
        cast(null as string) as end_text
    from inpatient
    join bronze.encounter services on services.encounter_id = inpatient.encounter_id
    left join (select distinct stay_id from placed) placed on placed.stay_id = inpatient.stay_id
    where placed.stay_id is null and inpatient.is_root
),
written as (
    select stay_id, encounter_id, position, department, start_text, end_text from placed
    union all
    select stay_id, encounter_id, position, department, start_text, end_text from unplaced
),
read as (
    select
        written.stay_id,
        written.encounter_id,
        written.position,
        written.department,
        inpatient.zone,
        case when written.start_text is null then inpatient.started_at else fhir_instant(written.start_text, inpatient.zone) end as started_at,
        case when written.start_text is null then inpatient.start_date else fhir_local_date(written.start_text, inpatient.zone) end as start_date,
        case when written.end_text is null then inpatient.ended_at else fhir_instant(written.end_text, inpatient.zone) end as ended_at,
        case when written.end_text is null then inpatient.end_date else fhir_local_date(written.end_text, inpatient.zone) end as end_date
    from written
    join inpatient on inpatient.encounter_id = written.encounter_id
),
cut as (
    select
        read.stay_id,
        read.encounter_id,
        read.position,
        read.department,
        case when read.started_at < bounds.start_key then bounds.start_key else read.started_at end as started_at,
        greatest(read.start_date, bounds.start_date) as start_date,
        read.ended_at,
        read.end_date,
        add_days(read.end_date, 1) as next_date,
        read.zone
    from read
    join bounds on bounds.stay_id = read.stay_id
),
keyed as (
    select cut.*, case when ended_at is not null then ended_at else local_midnight(next_date, zone) end as end_key
    from cut
)
select
    stay_id,
    cast(row_number() over (partition by stay_id order by start_date nulls last, started_at nulls last, end_key nulls last, encounter_id, position) as int) as position,
    department,
    started_at,
    ended_at,
    start_date,
    end_date
from keyed
