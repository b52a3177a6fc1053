-- Whether a dead person died in a stay, judged at both ends of what the date can mean: the same answer is the answer, different ones are none (null).
-- A partial date is first narrowed: not before any start, not before a discharge alive, not after the day of reading; where that leaves nothing, it stands as written.
-- A discharge narrows also when the start is not known to the day, unless it lies before all that the start can mean.
with keyed as (
    select
        stays.*,
        not stays.is_open
            and coalesce(stays.date_issue, '') <> 'END_BEFORE_START'
            and stays.end_date is not null
            and not coalesce(stays.end_date < fhir_date_lo(firsts.start_text, stays.zone), false) as has_good_end,
        case when stays.started_at is not null then stays.started_at else local_midnight(stays.start_date, stays.zone) end as start_key
    from silver.stays stays
    join silver.deaths deaths on deaths.person_id = stays.person_id
    left join silver.encounters firsts on firsts.encounter_id = stays.first_encounter_id
),
placed as (
    select
        keyed.*,
        row_number() over (partition by person_id order by start_key nulls first, stay_id) as place,
        count(*) over (partition by person_id) as stay_count,
        max(start_date) over (partition by person_id) as latest_start,
        max(case when has_good_end and disposition not in ('EXPIRED', 'UNKNOWN') then end_date end) over (partition by person_id) as latest_discharge
    from keyed
),
narrowed as (
    select
        placed.*,
        deaths.death_source,
        deaths.precision,
        deaths.death_at,
        deaths.death_lo,
        deaths.death_hi,
        local_date(deaths.death_at, placed.zone) as death_date,
        greatest(deaths.death_lo, placed.latest_start, placed.latest_discharge) as narrow_lo,
        least(deaths.death_hi, local_date(parameters.as_of, placed.zone)) as narrow_hi
    from placed
    join silver.deaths deaths on deaths.person_id = placed.person_id
    left join config.parameters parameters on true
),
dated as (
    select
        narrowed.*,
        case
            when death_at is not null then death_date
            when precision in ('month', 'year') and narrow_lo <= narrow_hi then narrow_lo
            else death_lo
        end as died_lo,
        case
            when death_at is not null then death_date
            when precision in ('month', 'year') and narrow_lo <= narrow_hi then narrow_hi
            else death_hi
        end as died_hi
    from narrowed
),
judged as (
    select
        dated.*,
        case
            when start_date is null then false
            when death_at is not null and started_at is not null then started_at > death_at
            else start_date > died_hi
        end as starts_after_death,
        case
            when start_date is null then false
            when is_open and death_at is not null and started_at is not null then death_at >= started_at
            when is_open then died_lo >= start_date
            when not has_good_end then false
            when death_at is not null and started_at is not null and ended_at is not null then death_at >= started_at and death_at <= ended_at
            else (died_lo >= start_date and died_lo < end_date) or (died_lo = end_date and disposition = 'UNKNOWN')
        end as is_inside_lo,
        case
            when start_date is null then false
            when is_open and death_at is not null and started_at is not null then death_at >= started_at
            when is_open then died_hi >= start_date
            when not has_good_end then false
            when death_at is not null and started_at is not null and ended_at is not null then death_at >= started_at and death_at <= ended_at
            else (died_hi >= start_date and died_hi < end_date) or (died_hi = end_date and disposition = 'UNKNOWN')
        end as is_inside_hi
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
        when death_source = 'unknown_date' then case when disposition <> 'UNKNOWN' or (start_date is not null and place < stay_count) then false end
        when is_inside_lo = is_inside_hi then is_inside_lo
    end as is_in_hospital,
    died_lo as died_date_lo,
    died_hi as died_date_hi,
    death_source,
    coalesce(has_stay_after_death or starts_after_death, false) as is_vital_inconsistent,
    coalesce(starts_after_death, false) as starts_after_death
from flagged
