-- The stays of each episode of acute care; a stay that was linked to no other is an episode of its own.
with acute as (
    select
        stays.stay_id,
        stays.person_id,
        coalesce(chains.first_stay_id, stays.stay_id) as first_stay_id,
        candidates.start_key,
        candidates.end_key
    from silver.stays stays
    left join silver.transfer_chains chains on chains.stay_id = stays.stay_id
    left join silver.transfer_candidates candidates on candidates.stay_id = stays.stay_id
    where stays.is_acute
),
placed as (
    select
        sha256_hex(person_id || '|' || first_stay_id) as episode_id,
        stay_id,
        row_number() over (partition by first_stay_id order by start_key nulls last, end_key desc nulls last, stay_id) as place,
        row_number() over (partition by first_stay_id order by end_key desc nulls last, start_key desc nulls last, stay_id) as from_end
    from acute
)
select
    episode_id,
    stay_id,
    cast(place as int) as position,
    place = 1 as is_first,
    from_end = 1 as is_last
from placed
