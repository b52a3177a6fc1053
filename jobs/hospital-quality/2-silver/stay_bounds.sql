-- Dates of a stay: the start of the inpatient encounter that starts first, the end of the one that ends last.
-- An end that is missing, partial or before its start spoils the stay unless another encounter of it is known to end after that one began.
with roots as (
    select members.stay_id, visits.*, encounters.end_precision, encounters.ended_at, encounters.end_date
    from silver.stay_encounters members
    join silver.visits visits on visits.encounter_id = members.encounter_id
    join silver.encounters encounters on encounters.encounter_id = members.encounter_id
    where members.is_root
),
ordered as (
    select
        roots.*,
        row_number() over (partition by stay_id order by start_key nulls last, cover_end_key desc nulls last, encounter_id) as from_start,
        row_number() over (partition by stay_id order by cover_end_key desc nulls last, start_key desc nulls last, encounter_id) as from_end
    from roots
),
known as (
    select
        stay_id,
        max(ended_at) filter (where end_issue is null and not is_open) as last_end_at,
        max(end_date) filter (where end_issue is null and not is_open) as last_end_date,
        max(case when is_open then 1 else 0 end) = 1 as is_open
    from roots
    group by stay_id
),
spoiled as (
    select
        ordered.stay_id,
        min_by(ordered.end_issue, case ordered.end_issue when 'PARTIAL_DATE' then 1 when 'MISSING_END' then 2 else 3 end) as end_issue
    from ordered
    join known on known.stay_id = ordered.stay_id
    where ordered.end_issue is not null
        and not coalesce(ordered.started_at < known.last_end_at or ordered.start_date < known.last_end_date, false)
    group by ordered.stay_id
)
select
    first_one.stay_id,
    first_one.person_id,
    first_one.encounter_id as first_encounter_id,
    last_one.encounter_id as last_encounter_id,
    known.is_open,
    case
        when first_one.start_issue is not null then first_one.start_issue
        when known.is_open then null
        else spoiled.end_issue
    end as date_issue,
    case when not known.is_open and coalesce(spoiled.end_issue, '') <> 'MISSING_END' then last_one.end_precision end as end_precision,
    case when not known.is_open and coalesce(spoiled.end_issue, '') <> 'MISSING_END' then last_one.ended_at end as ended_at,
    case when not known.is_open and coalesce(spoiled.end_issue, '') <> 'MISSING_END' then last_one.end_date end as end_date
from ordered first_one
join ordered last_one on last_one.stay_id = first_one.stay_id and last_one.from_end = 1
join known on known.stay_id = first_one.stay_id
left join spoiled on spoiled.stay_id = first_one.stay_id
where first_one.from_start = 1
