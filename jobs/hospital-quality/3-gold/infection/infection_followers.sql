-- Classified infections in order within episode and group, each with the first one that lies a whole frame after it (the day of an infection is day 1 of its frame).
with ordered as (
    select
        classified.condition_id,
        classified.infection_group,
        classified.episode_id,
        classified.event_date,
        add_days(classified.event_date, parameters.hai_rit_days) as next_frame_date,
        cast(row_number() over (
            partition by classified.episode_id, classified.infection_group
            order by classified.event_date, case when classified.event_at is null then 1 else 0 end, classified.event_at, classified.condition_id
        ) as int) as place
    from gold.infection_classification as classified
    cross join config.parameters as parameters
    where classified.status = 'CLASSIFIED'
)

select
    ordered.condition_id,
    ordered.infection_group,
    ordered.episode_id,
    ordered.place,
    min(later.place) as next_place
from ordered
left join ordered as later
    on later.episode_id = ordered.episode_id
    and later.infection_group = ordered.infection_group
    and later.place > ordered.place
    and later.event_date >= ordered.next_frame_date
group by ordered.condition_id, ordered.infection_group, ordered.episode_id, ordered.place
