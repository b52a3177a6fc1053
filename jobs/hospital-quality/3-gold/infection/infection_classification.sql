-- Hospital-onset, present on admission or after discharge: by the 48-hour and by the hospital-day rule, on the clock of the whole episode,
-- and the stay that an event is charged to.
with senders as (
    select
        receivers.stay_id,
        earlier.stay_id as sender_id,
        row_number() over (partition by receivers.stay_id order by candidates.end_key desc, candidates.start_key desc, earlier.stay_id) as choice
    from silver.episode_stays as receivers
    inner join silver.episode_stays as earlier
        on earlier.episode_id = receivers.episode_id
        and earlier.position < receivers.position
    inner join silver.transfer_candidates as candidates on candidates.stay_id = earlier.stay_id
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
        senders.sender_id,
        episodes.started_at,
        episodes.start_date,
        episodes.ended_at,
        episodes.end_date,
        add_days(episodes.end_date, parameters.hai_discharge_grace_days) as grace_date,
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
    left join silver.episodes as episodes on episodes.episode_id = episode_stays.episode_id
    left join senders on senders.stay_id = stays.stay_id and senders.choice = 1
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
),

judged as (
    select
        ruled.*,
        case
            when not ruled.is_counted_stay then 'EXCLUDED_STAY'
            when ruled.event_precision is null or ruled.hd3_lo <> ruled.hd3_hi then 'UNDETERMINED'
            else 'CLASSIFIED'
        end as status
    from ruled
)

select
    judged.condition_id,
    judged.infection_group,
    judged.attached_by,
    judged.stay_id,
    judged.episode_id,
    judged.status,
    case when judged.status = 'CLASSIFIED' then judged.event_lo end as event_date,
    case when judged.status = 'CLASSIFIED' then judged.event_at end as event_at,
    case when judged.status = 'CLASSIFIED' then judged.h48 end as h48,
    case when judged.status = 'CLASSIFIED' then judged.hd3_lo end as hd3,
    case
        when judged.status <> 'CLASSIFIED' or judged.event_precision not in ('day', 'time') then cast(null as string)
        when judged.hd3_lo = 'HO' and days_between(judged.start_date, judged.event_lo) < 3 then 'POA'
        else judged.hd3_lo
    end as hd4,
    case
        when judged.status <> 'CLASSIFIED' then cast(null as string)
        when judged.is_forced_poa and coalesce(judged.h48, judged.hd3_lo) = 'HO' then 'POA'
        else coalesce(judged.h48, judged.hd3_lo)
    end as published,
    case
        when judged.status <> 'CLASSIFIED' then cast(null as string)
        when judged.sender_id is not null and days_between(judged.stay_start_date, judged.event_lo) <= 1 then judged.sender_id
        else judged.stay_id
    end as charged_stay_id
from judged
