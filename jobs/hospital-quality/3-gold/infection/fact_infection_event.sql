-- Every Condition with an infection code: an event, a mention of one, or why it counts as neither.
with events as (
    select
        candidates.condition_id,
        candidates.infection_group,
        candidates.person_id,
        case
            when candidates.not_counted_because is not null then 'NOT_COUNTED'
            when classified.condition_id is null then 'NOT_ATTACHED'
            when classified.status <> 'CLASSIFIED' then classified.status
            when frames.is_opener then 'EVENT'
            else 'MENTION'
        end as row_type,
        candidates.not_counted_because,
        candidates.code_system,
        candidates.code,
        candidates.onset_basis,
        candidates.event_precision,
        classified.stay_id,
        classified.episode_id,
        classified.attached_by,
        classified.charged_stay_id,
        classified.event_date,
        classified.event_at,
        classified.h48,
        classified.hd3,
        classified.published,
        frames.n_mentions
    from gold.infection_candidates as candidates
    left join gold.infection_classification as classified
        on classified.condition_id = candidates.condition_id
        and classified.infection_group = candidates.infection_group
    left join gold.infection_frames as frames
        on frames.condition_id = candidates.condition_id
        and frames.infection_group = candidates.infection_group
),

departments as (
    select
        events.condition_id,
        events.infection_group,
        max_by(segments.department, segments.position) as department
    from events
    inner join silver.stay_departments as segments on segments.stay_id = events.charged_stay_id
    where segments.start_date <= events.event_date
        and (segments.end_date is null or segments.end_date >= events.event_date)
        and (segments.started_at is null or events.event_at is null or segments.started_at <= events.event_at)
        and (segments.ended_at is null or events.event_at is null or segments.ended_at >= events.event_at)
    group by events.condition_id, events.infection_group
)

select
    events.condition_id,
    events.infection_group,
    events.person_id,
    events.row_type,
    events.not_counted_because,
    events.stay_id,
    events.episode_id,
    events.attached_by,
    events.charged_stay_id,
    coalesce(charged.facility_id, attached.facility_id) as facility_id,
    case when events.charged_stay_id is not null then coalesce(departments.department, 'UNKNOWN') end as department,
    events.code_system,
    events.code,
    events.onset_basis,
    events.event_precision,
    events.event_date,
    substring(cast(events.event_date as string), 1, 7) as event_month,
    events.h48,
    events.hd3,
    events.published,
    case when events.row_type = 'EVENT' then events.n_mentions end as n_mentions,
    events.row_type = 'EVENT' and events.infection_group not in ('SSI', 'MDRO', 'RESP_VIRAL') as is_in_rate
from events
left join silver.stays as attached on attached.stay_id = events.stay_id
left join silver.stays as charged on charged.stay_id = events.charged_stay_id
left join departments
    on departments.condition_id = events.condition_id
    and departments.infection_group = events.infection_group
