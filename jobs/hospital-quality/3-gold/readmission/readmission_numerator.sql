-- What came after each episode: the first later acute episode of the person, and whether it is an unplanned return within the window.
with ordered as (
    select
        episodes.episode_id,
        episodes.person_id,
        episodes.first_stay_id,
        episodes.last_stay_id,
        episodes.start_date,
        episodes.started_at,
        episodes.end_date,
        episodes.ended_at,
        episodes.is_open,
        row_number() over (
            partition by episodes.person_id
            -- As chains are ordered: by the clock, a day from its midnight at the hospital. In two zones the later hour can have the earlier day.
            order by
                coalesce(episodes.started_at, local_midnight(episodes.start_date, firsts.zone)) nulls last,
                episodes.start_date,
                episodes.first_stay_id
        ) as position
    from silver.episodes as episodes
    left join silver.stays as firsts on firsts.stay_id = episodes.first_stay_id
    where episodes.start_date is not null
),

-- In start order, the first that does not begin before the end: with times by the clock, else by the day.
followed as (
    select
        earlier.person_id,
        earlier.position,
        min(later.position) as next_position
    from ordered as earlier
    inner join ordered as later
        on later.person_id = earlier.person_id
        and later.position > earlier.position
        and case
            when later.started_at is not null and earlier.ended_at is not null then later.started_at >= earlier.ended_at
            else later.start_date >= earlier.end_date
        end
    where earlier.end_date is not null
    group by earlier.person_id, earlier.position
),

returns as (
    select
        earlier.last_stay_id as stay_id,
        earlier.episode_id,
        later.episode_id as next_episode_id,
        later.first_stay_id as next_stay_id,
        later.is_open as is_next_open,
        -- Hospitals in two zones: an evening here can be the day before there.
        greatest(days_between(earlier.end_date, later.start_date), 0) as days_to_next,
        planned.planned_basis as next_planned_basis,
        planned.is_planned as is_next_planned
    from ordered as earlier
    inner join followed on followed.person_id = earlier.person_id and followed.position = earlier.position
    inner join ordered as later on later.person_id = earlier.person_id and later.position = followed.next_position
    left join gold.readmission_planned as planned on planned.stay_id = later.first_stay_id
)

select
    returns.stay_id,
    returns.episode_id,
    returns.next_episode_id,
    returns.next_stay_id,
    cast(returns.days_to_next as int) as days_to_next,
    returns.next_planned_basis,
    returns.is_next_open,
    returns.days_to_next <= parameters.readmit_days as is_within_window,
    returns.days_to_next <= parameters.readmit_days and not coalesce(returns.is_next_planned, false) as is_readmission
from returns
cross join config.parameters as parameters
