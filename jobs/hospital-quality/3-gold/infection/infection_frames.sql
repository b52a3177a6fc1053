-- Which classified infections open a frame: of one person, episode and group the first, and then each first one that lies a whole frame after the last that opened.
with recursive opened as (
    select followers.episode_id, followers.infection_group, followers.place, followers.next_place
    from gold.infection_followers as followers
    where followers.place = 1

    union all

    select followers.episode_id, followers.infection_group, followers.place, followers.next_place
    from opened
    inner join gold.infection_followers as followers
        on followers.episode_id = opened.episode_id
        and followers.infection_group = opened.infection_group
        and followers.place = opened.next_place
),

framed as (
    select
        ordered.condition_id,
        ordered.infection_group,
        ordered.episode_id,
        ordered.place,
        opened.place is not null as is_opener,
        max(opened.place) over (
            partition by ordered.episode_id, ordered.infection_group
            order by ordered.place
            rows between unbounded preceding and current row
        ) as frame
    from gold.infection_followers as ordered
    left join opened
        on opened.episode_id = ordered.episode_id
        and opened.infection_group = ordered.infection_group
        and opened.place = ordered.place
)

select
    framed.condition_id,
    framed.infection_group,
    framed.is_opener,
    cast(count(*) over (partition by framed.episode_id, framed.infection_group, framed.frame) as int) as n_mentions
from framed
