-- Earlier classes of an encounter that moved between settings, e.g. emergency room, observation, ward.
with segments as (
    select
        histories.encounter_id,
        cast(histories.position + 1 as int) as position,
        codes.code_group as setting,
        histories.started as start_text,
        histories.ended as end_text,
        facilities.zone
    from bronze.encounter_class_history histories
    join valuesets.codes codes
        on codes.value_set = 'vs_encounter_class'
        and codes.code = histories.class_code
        and (histories.class_system is null or codes.system = histories.class_system)
    join silver.encounter_facilities encounter_facilities on encounter_facilities.encounter_id = histories.encounter_id
    join silver.facilities facilities on facilities.facility_id = encounter_facilities.facility_id
),
read as (
    select
        segments.*,
        fhir_instant(start_text, zone) as started_at,
        fhir_instant(end_text, zone) as ended_at,
        fhir_local_date(start_text, zone) as start_day,
        fhir_local_date(end_text, zone) as end_day
    from segments
),
following as (
    select read.*, add_days(end_day, 1) as next_day
    from read
)
select
    encounter_id,
    position,
    setting,
    start_text,
    end_text,
    started_at,
    ended_at,
    case when started_at is not null then started_at else local_midnight(start_day, zone) end as start_key,
    case when ended_at is not null then ended_at else local_midnight(next_day, zone) end as end_key
from following
