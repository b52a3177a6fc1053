-- Whether a dead person died in a stay, judged at both ends of what the date can mean: the same answer is the answer, different ones are none (null).
-- A partial date is first narrowed: not before any start, not before a discharge alive, not after the day of reading.
with limits as (
    select
        stays.person_id,
        max(stays.start_date) filter (where stays.start_date <= deaths.death_hi) as latest_start,
        max(stays.end_date) filter (where stays.end_date <= deaths.death_hi and not stays.is_open and coalesce(stays.date_issue, '') <> 'END_BEFORE_START' and stays.disposition not in ('EXPIRED', 'UNKNOWN')) as latest_discharge
    from silver.stays stays
    join silver.deaths deaths on deaths.person_id = stays.person_id
    group by stays.person_id
),
dated as (
    select
        stays.*,
        deaths.death_source,
        deaths.precision,
        deaths.death_at,
        case
            when deaths.death_at is not null then local_date(deaths.death_at, stays.zone)
            when deaths.precision in ('month', 'year') then greatest(deaths.death_lo, limits.latest_start, limits.latest_discharge)
            else deaths.death_lo
        end as died_lo,
        case
            when deaths.death_at is not null then local_date(deaths.death_at, stays.zone)
            when deaths.precision in ('month', 'year') then greatest(deaths.death_lo, limits.latest_start, limits.latest_discharge, least(deaths.death_hi, local_date(parameters.as_of, stays.zone)))
            else deaths.death_hi
        end as died_hi,
        max(stays.start_date) over (partition by stays.person_id) as latest_start
    from silver.stays stays
    join silver.deaths deaths on deaths.person_id = stays.person_id
    left join limits on limits.person_id = stays.person_id
    left join config.parameters parameters on true
),
judged as (
    select
        dated.*,
        case
            when death_at is not null and started_at is not null then started_at > death_at
            else start_date > died_hi
        end as starts_after_death,
        case
            when is_open then false
            when death_at is not null and ended_at is not null then death_at > ended_at
            when disposition = 'UNKNOWN' then died_lo > end_date
            else died_lo >= end_date
        end as surely_after_end,
        case
            when is_open then false
            when death_at is not null and ended_at is not null then death_at > ended_at
            when disposition = 'UNKNOWN' then died_hi > end_date
            else died_hi >= end_date
        end as maybe_after_end,
        case
            when death_at is not null and started_at is not null then death_at < started_at
            else died_hi < start_date
        end as surely_before_start,
        case
            when death_at is not null and started_at is not null then death_at < started_at
            else died_lo < start_date
        end as maybe_before_start
    from dated
),
flagged as (
    select
        judged.*,
        max(case when starts_after_death and not is_open then 1 else 0 end) over (partition by person_id) = 1 as has_stay_after_death
    from judged
)
select
    stay_id,
    person_id,
    case
        when disposition = 'EXPIRED' then true
        when death_source = 'unknown_date' then case
            when disposition <> 'UNKNOWN' then false
            when latest_start > start_date then false
            when is_open then true
        end
        when surely_before_start or surely_after_end then false
        when not maybe_before_start and not maybe_after_end then true
    end as is_in_hospital,
    died_lo as died_date_lo,
    died_hi as died_date_hi,
    death_source,
    coalesce(has_stay_after_death or starts_after_death, false) as is_vital_inconsistent,
    coalesce(starts_after_death, false) as starts_after_death
from flagged
