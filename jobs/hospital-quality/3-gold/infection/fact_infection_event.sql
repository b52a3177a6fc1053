-- Every Condition with an infection code: an event, a mention of one, or why it counts as neither.
with infections as (
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
        classified.hd4,
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

-- The department in which the patient was; between two segments, and in the days of grace, the one that the patient had come to last.
places as (
    select
        infections.condition_id,
        infections.infection_group,
        segments.department,
        segments.position,
        (segments.end_date is null or segments.end_date >= infections.event_date)
        and (segments.ended_at is null or infections.event_at is null or segments.ended_at >= infections.event_at) as is_there
    from infections
    inner join silver.stays as stays on stays.stay_id = infections.charged_stay_id
    inner join silver.stay_departments as segments on segments.stay_id = infections.charged_stay_id
    cross join config.parameters as parameters
    where segments.start_date <= infections.event_date
        and (segments.started_at is null or infections.event_at is null or segments.started_at <= infections.event_at)
        and (stays.end_date is null or infections.event_date <= add_days(stays.end_date, parameters.hai_discharge_grace_days))
),

departments as (
    select
        places.condition_id,
        places.infection_group,
        max_by(places.department, places.position + case when places.is_there then 1000000 else 0 end) as department
    from places
    group by places.condition_id, places.infection_group
)

select
    infections.condition_id,
    infections.infection_group,
    infections.person_id,
    infections.row_type,
    infections.not_counted_because,
    infections.stay_id,
    infections.episode_id,
    infections.attached_by,
    infections.charged_stay_id,
    coalesce(charged.facility_id, attached.facility_id) as facility_id,
    case when infections.charged_stay_id is not null then coalesce(departments.department, 'UNKNOWN') end as department,
    infections.code_system,
    infections.code,
    infections.onset_basis,
    infections.event_precision,
    infections.event_date,
    substring(cast(infections.event_date as string), 1, 7) as event_month,
    infections.h48,
    infections.hd3,
    infections.hd4,
    infections.published,
    case when infections.row_type = 'EVENT' then infections.n_mentions end as n_mentions,
    coalesce(groups.is_in_rate, false) as is_rate_group,
    infections.row_type = 'EVENT' and coalesce(groups.is_in_rate, false) as is_in_rate
from infections
left join gold.infection_groups as groups on groups.infection_group = infections.infection_group
left join silver.stays as attached on attached.stay_id = infections.stay_id
left join silver.stays as charged on charged.stay_id = infections.charged_stay_id
left join departments
    on departments.condition_id = infections.condition_id
    and departments.infection_group = infections.infection_group
