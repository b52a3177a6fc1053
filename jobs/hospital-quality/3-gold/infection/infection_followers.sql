-- Classified infections in order within person, episode and group, each with the first one that lies a whole frame after it.
with ordered as (
    select
        classified.condition_id,
        classified.infection_group,
        classified.episode_id,
        classified.event_date,
        add_days(classified.event_date, parameters.hai_rit_days) as frame_end,
        cast(row_number() over (
            partition by classified.episode_id, classified.infection_group
            order by classified.event_date, case when classified.event_at is null then 1 else 0 end, classified.event_at, classified.condition_id
        ) as int) as place
    from gold.infection_classification as classified
    cross join config.parameters as parameters
    where classified.status = 'CLASSIFIED'
),

followers as (
    select
        openers.condition_id,
        openers.infection_group,
        openers.episode_id,
        openers.place,
        min(later.place) as next_place
    from ordered as openers
    left join ordered as later
        on later.episode_id = openers.episode_id
        and later.infection_group = openers.infection_group
        and later.place > openers.place
        and later.event_date >= openers.frame_end
    group by openers.condition_id, openers.infection_group, openers.episode_id, openers.place
)

select
    ordered.condition_id,
    ordered.infection_group,
    ordered.episode_id,
    ordered.place,
    followers.next_place
from ordered
inner join followers
    on followers.condition_id = ordered.condition_id
    and followers.infection_group = ordered.infection_group
