-- Length of the whole episode of acute care, from the first admission to the last discharge of a chain of transfers, at the hospital that discharged home.
with judged as (
    select
        episodes.episode_id,
        episodes.person_id,
        episodes.last_facility_id,
        case when first_stays.is_newborn then 'NEWBORN' else 'ACUTE' end as stratum,
        case
            when episodes.is_open then 'OPEN'
            when not episodes.is_completed then 'NOT_COMPLETED'
            when episodes.los_days >= parameters.max_los_days then 'LOS_GE_365'
        end as exclusion,
        episodes.stay_count,
        episodes.start_date,
        episodes.end_date,
        episodes.los_days
    from silver.episodes as episodes
    inner join silver.stays as first_stays on first_stays.stay_id = episodes.first_stay_id
    cross join config.parameters as parameters
)

select
    judged.episode_id,
    judged.person_id,
    judged.last_facility_id as facility_id,
    judged.stratum,
    judged.exclusion is null as is_included,
    judged.exclusion,
    case when judged.exclusion is null then substring(cast(judged.end_date as string), 1, 7) end as discharge_month,
    judged.stay_count,
    judged.start_date,
    judged.end_date,
    judged.los_days
from judged
