-- Start and end of each encounter as instants and as local days of its facility, each as exactly as written and no more.
-- Only for encounters that some measure asks about; of the clinic visits, most of a large feed, the text is enough.
with home_health as (
    select distinct code from valuesets.codes where value_set = 'vs_home_health_class'
),
asked_for as (
    select
        encounters.encounter_id,
        encounters.started,
        coalesce(class_starts.start_text, encounters.started) as start_text,
        encounters.ended as end_text,
        facilities.zone,
        length_ends.ended_at as length_ended_at,
        length_ends.end_date as length_end_date
    from bronze.encounter encounters
    join silver.encounter_settings settings on settings.encounter_id = encounters.encounter_id
    join silver.encounter_facilities encounter_facilities on encounter_facilities.encounter_id = encounters.encounter_id
    join silver.facilities facilities on facilities.facility_id = encounter_facilities.facility_id
    left join home_health on home_health.code = settings.class_code
    left join silver.class_starts class_starts on class_starts.encounter_id = encounters.encounter_id
    left join silver.length_ends length_ends on length_ends.encounter_id = encounters.encounter_id
    where encounters.status in ('finished', 'in-progress', 'onleave', 'arrived', 'triaged')
        and (settings.setting in ('INPATIENT_ACUTE', 'INPATIENT_NONACUTE', 'ED', 'OBS') or home_health.code is not null or encounters.has_part_of)
),
read as (
    select
        encounter_id,
        zone,
        start_text,
        end_text,
        fhir_instant(start_text, zone) as started_at,
        fhir_instant(end_text, zone) as ended_at,
        case when start_text = started then null else started end as moved_text,
        length_ended_at,
        length_end_date
    from asked_for
)
select
    encounter_id,
    start_text,
    case when started_at is not null then 'time' else fhir_precision(start_text) end as start_precision,
    case
        when ended_at is not null or length_ended_at is not null then 'time'
        when end_text is not null then fhir_precision(end_text)
        when length_end_date is not null then 'day'
    end as end_precision,
    started_at,
    coalesce(ended_at, length_ended_at) as ended_at,
    case when started_at is not null then local_date(started_at, zone) else fhir_local_date(start_text, zone) end as start_date,
    case
        when ended_at is not null then local_date(ended_at, zone)
        when end_text is not null then fhir_local_date(end_text, zone)
        else length_end_date
    end as end_date,
    end_text is null and length_end_date is not null as is_end_derived,
    case when moved_text is null then started_at else fhir_instant(moved_text, zone) end as written_start_at
from read
