-- The stay of each infection: that of its encounter; else the first stay that contains it; else, as present on admission, the first one to begin
-- within the two days after it.
with stays as (
    select
        stays.stay_id,
        stays.person_id,
        stays.zone,
        stays.start_date,
        stays.started_at,
        case when stays.started_at is not null then stays.started_at else local_midnight(stays.start_date, stays.zone) end as start_key,
        case
            when stays.is_open and parameters.as_of > coalesce(stays.started_at, local_midnight(stays.start_date, stays.zone)) then local_date(parameters.as_of, stays.zone)
            when stays.is_open or coalesce(stays.date_issue, '') in ('MISSING_END', 'PARTIAL_DATE', 'END_BEFORE_START') then stays.start_date
            else stays.end_date
        end as end_date,
        case
            when stays.is_open and parameters.as_of > coalesce(stays.started_at, local_midnight(stays.start_date, stays.zone)) then parameters.as_of
            when stays.is_open or coalesce(stays.date_issue, '') in ('MISSING_END', 'PARTIAL_DATE', 'END_BEFORE_START') then stays.started_at
            else stays.ended_at
        end as ended_at
    from silver.stays as stays
    cross join config.parameters as parameters
    where stays.start_date is not null
),

loose as (
    select
        candidates.condition_id,
        candidates.infection_group,
        candidates.event_precision,
        stays.stay_id,
        stays.start_key,
        stays.start_date,
        stays.started_at,
        stays.end_date,
        stays.ended_at,
        case when candidates.event_precision = 'time' then fhir_instant(candidates.event_text, stays.zone) end as event_at,
        fhir_date_lo(candidates.event_text, stays.zone) as event_lo,
        fhir_date_hi(candidates.event_text, stays.zone) as event_hi
    from gold.infection_candidates as candidates
    inner join stays on stays.person_id = candidates.person_id
    where candidates.coded_stay_id is null
        and candidates.not_counted_because is null
        and candidates.event_precision is not null
),

judged as (
    select
        loose.*,
        case
            when loose.event_at is not null and loose.started_at is not null then loose.event_at >= loose.started_at
            else loose.event_lo >= loose.start_date
        end
        and case
            when loose.event_at is not null and loose.ended_at is not null then loose.event_at <= loose.ended_at
            else loose.event_hi <= loose.end_date
        end as is_inside,
        loose.event_precision in ('day', 'time')
        and case
            when loose.event_at is not null and loose.started_at is not null then loose.event_at < loose.started_at
            else loose.event_lo < loose.start_date
        end
        and days_between(loose.event_lo, loose.start_date) between 0 and 2 as is_just_before
    from loose
),

chosen as (
    select
        judged.condition_id,
        judged.infection_group,
        judged.stay_id,
        judged.is_inside,
        row_number() over (
            partition by judged.condition_id, judged.infection_group
            order by case when judged.is_inside then 0 else 1 end, judged.start_key, judged.stay_id
        ) as choice
    from judged
    where judged.is_inside or judged.is_just_before
)

select
    candidates.condition_id,
    candidates.infection_group,
    candidates.coded_stay_id as stay_id,
    'encounter' as attached_by
from gold.infection_candidates as candidates
where candidates.coded_stay_id is not null and candidates.not_counted_because is null

union all

select
    chosen.condition_id,
    chosen.infection_group,
    chosen.stay_id,
    case when chosen.is_inside then 'time' else 'poa_window' end as attached_by
from chosen
where chosen.choice = 1
