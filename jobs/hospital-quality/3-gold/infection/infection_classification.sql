-- Hospital-onset, present on admission or after discharge: by the 48-hour and by the hospital-day rule, on the clock of the whole episode,
-- and the stay that an event is charged to.
with earlier_stays as (
    select
        episode_stays.stay_id,
        senders.stay_id as sender_id,
        row_number() over (
            partition by episode_stays.stay_id
            order by sender_stays.end_date desc, coalesce(sender_stays.ended_at, local_midnight(add_days(sender_stays.end_date, 1), sender_stays.zone)) desc, senders.position desc
        ) as choice
    from silver.episode_stays as episode_stays
    inner join silver.episode_stays as senders
        on senders.episode_id = episode_stays.episode_id
        and senders.position < episode_stays.position
    inner join silver.stays as sender_stays on sender_stays.stay_id = senders.stay_id
),

last_stays as (
    select
        episodes.episode_id,
        episodes.started_at,
        episodes.start_date,
        -- An end before the start ends nothing.
        case when not stays.is_open and coalesce(stays.date_issue, '') <> 'END_BEFORE_START' then stays.ended_at end as ended_at,
        case when not stays.is_open and coalesce(stays.date_issue, '') <> 'END_BEFORE_START' then stays.end_date end as end_date
    from silver.episodes as episodes
    inner join silver.stays as stays on stays.stay_id = episodes.last_stay_id
),

placed as (
    select
        candidates.condition_id,
        candidates.infection_group,
        candidates.event_precision,
        candidates.is_forced_poa,
        attachment.attached_by,
        stays.stay_id,
        stays.start_date as stay_start_date,
        stays.is_acute and stays.date_issue is null as is_counted_stay,
        episode_stays.episode_id,
        earlier_stays.sender_id,
        last_stays.started_at,
        last_stays.start_date,
        last_stays.ended_at,
        last_stays.end_date,
        add_days(last_stays.end_date, parameters.hai_discharge_grace_days) as grace_date,
        case when candidates.event_precision = 'time' then fhir_instant(candidates.event_text, stays.zone) end as event_at,
        fhir_date_lo(candidates.event_text, stays.zone) as event_lo,
        fhir_date_hi(candidates.event_text, stays.zone) as event_hi,
        parameters.hai_hours,
        parameters.hai_discharge_grace_days
    from gold.infection_candidates as candidates
    inner join gold.infection_attachment as attachment
        on attachment.condition_id = candidates.condition_id
        and attachment.infection_group = candidates.infection_group
    inner join silver.stays as stays on stays.stay_id = attachment.stay_id
    left join silver.episode_stays as episode_stays on episode_stays.stay_id = stays.stay_id
    left join last_stays on last_stays.episode_id = episode_stays.episode_id
    left join earlier_stays on earlier_stays.stay_id = stays.stay_id and earlier_stays.choice = 1
    cross join config.parameters as parameters
),

ended as (
    select
        placed.*,
        case
            when placed.end_date is null then false
            when placed.hai_discharge_grace_days > 0 then placed.event_lo > placed.grace_date
            when placed.event_at is not null and placed.ended_at is not null then placed.event_at > placed.ended_at
            else placed.event_lo > placed.end_date
        end as is_after_end_lo,
        case
            when placed.end_date is null then false
            when placed.hai_discharge_grace_days > 0 then placed.event_hi > placed.grace_date
            when placed.event_at is not null and placed.ended_at is not null then placed.event_at > placed.ended_at
            else placed.event_hi > placed.end_date
        end as is_after_end_hi
    from placed
),

ruled as (
    select
        ended.*,
        case
            when ended.event_at is null or ended.started_at is null then cast(null as string)
            when ended.is_after_end_lo then 'POST'
            when seconds_between(ended.started_at, ended.event_at) >= 3600 * ended.hai_hours then 'HO'
            else 'POA'
        end as h48,
        case
            when ended.is_after_end_lo then 'POST'
            when days_between(ended.start_date, ended.event_lo) >= 2 then 'HO'
            else 'POA'
        end as hd3_lo,
        case
            when ended.is_after_end_hi then 'POST'
            when days_between(ended.start_date, ended.event_hi) >= 2 then 'HO'
            else 'POA'
        end as hd3_hi
    from ended
)

select
    ruled.condition_id,
    ruled.infection_group,
    ruled.attached_by,
    ruled.stay_id,
    ruled.episode_id,
    case
        when not ruled.is_counted_stay then 'EXCLUDED_STAY'
        when ruled.event_precision is null or ruled.hd3_lo <> ruled.hd3_hi then 'UNDETERMINED'
        else 'CLASSIFIED'
    end as status,
    case when ruled.is_counted_stay and ruled.hd3_lo = ruled.hd3_hi then ruled.event_lo end as event_date,
    ruled.event_at,
    case when ruled.is_counted_stay then ruled.h48 end as h48,
    case when ruled.is_counted_stay and ruled.event_precision is not null and ruled.hd3_lo = ruled.hd3_hi then ruled.hd3_lo end as hd3,
    case
        when not ruled.is_counted_stay or ruled.event_precision is null or ruled.hd3_lo <> ruled.hd3_hi then cast(null as string)
        when ruled.is_forced_poa and coalesce(ruled.h48, ruled.hd3_lo) = 'HO' then 'POA'
        else coalesce(ruled.h48, ruled.hd3_lo)
    end as published,
    case
        when not ruled.is_counted_stay or ruled.event_precision is null or ruled.hd3_lo <> ruled.hd3_hi then cast(null as string)
        when ruled.sender_id is not null and days_between(ruled.stay_start_date, ruled.event_lo) <= 1 then ruled.sender_id
        else ruled.stay_id
    end as charged_stay_id
from ruled
