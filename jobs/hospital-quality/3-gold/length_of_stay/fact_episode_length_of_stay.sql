-- Length of the whole episode of acute care, from the first admission to the last discharge of a chain of transfers, at the hospital of that discharge.
select
    episodes.episode_id,
    episodes.person_id,
    episodes.last_facility_id as facility_id,
    episodes.is_completed as is_included,
    case when episodes.is_open then 'OPEN' when not episodes.is_completed then 'NOT_COMPLETED' end as exclusion,
    case when episodes.is_completed then substring(cast(episodes.end_date as string), 1, 7) end as discharge_month,
    episodes.stay_count,
    episodes.start_date,
    episodes.end_date,
    episodes.los_days
from silver.episodes as episodes
