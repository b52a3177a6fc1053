-- Dates of a stay: the start of the inpatient encounter that starts first, the end of the one that ends last.
-- An end that is missing, partial or before its start spoils the stay unless another encounter of it is known to end after that one began.
-- Nothing is known to end after an encounter that spoils the stay began: it is the one that ends last, even when its start and the end of another coincide.
with roots as (
    select members.stay_id, visits.*, encounters.end_precision, encounters.ended_at, encounters.end_date
    from silver.stay_encounters members
    join silver.visits visits on visits.encounter_id = members.encounter_id
    join silver.encounters encounters on encounters.encounter_id = members.encounter_id
    where members.is_root
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
judged as (
    select
        roots.*,
        known.is_open as is_stay_open,
        case
            when known.is_open or roots.started_at < known.last_end_at or roots.start_date < known.last_end_date then null
            else roots.end_issue
        end as spoils
    from roots
    join known on known.stay_id = roots.stay_id
),
ordered as (
    select
        judged.*,
        row_number() over (partition by stay_id order by start_key nulls last, cover_end_key desc nulls last, encounter_id) as from_start,
        row_number() over (
            partition by stay_id
            order by
                case spoils when 'PARTIAL_DATE' then 1 when 'MISSING_END' then 2 when 'END_BEFORE_START' then 3 else 4 end,
                cover_end_key desc nulls last,
                start_key desc nulls last,
                encounter_id
        ) as from_end
    from judged
)
select
    first_one.stay_id,
    first_one.person_id,
    first_one.encounter_id as first_encounter_id,
    last_one.encounter_id as last_encounter_id,
    first_one.is_stay_open as is_open,
    coalesce(first_one.start_issue, last_one.spoils) as date_issue,
    case when not first_one.is_stay_open then last_one.end_precision end as end_precision,
    case when not first_one.is_stay_open then last_one.ended_at end as ended_at,
    case when not first_one.is_stay_open then last_one.end_date end as end_date
from ordered first_one
join ordered last_one on last_one.stay_id = first_one.stay_id and last_one.from_end = 1
where first_one.from_start = 1
