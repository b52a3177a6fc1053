-- The encounters that stays are made of: inpatient ones that are no part of another, and emergency and observation visits.
-- Here each gets the time that it covers for merging and linking: an open stay until the day of reading, an end that is missing, partial
-- or impossible counts as the start, and so does the end of an open emergency or observation visit.
with placed as (
    select
        encounters.encounter_id,
        encounters.person_id,
        encounters.facility_id,
        encounters.zone,
        encounters.setting,
        encounters.setting in ('INPATIENT_ACUTE', 'INPATIENT_NONACUTE') as is_inpatient,
        encounters.is_open,
        encounters.start_precision,
        encounters.end_precision,
        encounters.started_at,
        encounters.ended_at,
        encounters.start_date,
        encounters.end_date,
        parameters.as_of
    from silver.encounters encounters
    left join silver.encounter_roots roots on roots.encounter_id = encounters.encounter_id
    left join config.parameters parameters on true
    where encounters.setting in ('INPATIENT_ACUTE', 'INPATIENT_NONACUTE', 'ED', 'OBS')
        and not encounters.is_excluded
        and encounters.duplicate_of is null
        and encounters.person_id is not null
        and roots.inpatient_root_id is null
),
judged as (
    select
        placed.*,
        case
            when start_precision is null then 'MISSING_START'
            when start_precision in ('year', 'month') then 'PARTIAL_DATE'
        end as start_issue,
        case
            when is_open then null
            when end_precision is null then 'MISSING_END'
            when end_precision in ('year', 'month') then 'PARTIAL_DATE'
            when ended_at < started_at or end_date < start_date then 'END_BEFORE_START'
        end as end_issue,
        case when started_at is not null then started_at else local_midnight(start_date, zone) end as start_key
    from placed
),
covered as (
    select
        judged.*,
        case
            when is_open and is_inpatient and as_of > start_key then as_of
            when is_open or end_issue is not null then started_at
            else ended_at
        end as cover_end_at,
        case
            when is_open and is_inpatient and as_of > start_key then local_date(as_of, zone)
            when is_open or end_issue is not null then start_date
            else end_date
        end as cover_end_date
    from judged
),
following as (
    select covered.*, add_days(cover_end_date, 1) as next_date
    from covered
)
select
    encounter_id,
    person_id,
    facility_id,
    zone,
    setting,
    is_inpatient,
    is_open,
    started_at,
    start_date,
    start_key,
    cover_end_at,
    cover_end_date,
    case when cover_end_at is not null then cover_end_at else local_midnight(next_date, zone) end as cover_end_key,
    start_issue,
    end_issue
from following
