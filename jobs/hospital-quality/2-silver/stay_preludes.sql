-- Emergency and observation time before inpatient status began: attached visits and earlier classes of the inpatient encounters, counted once where they overlap.
with starts as (
    select bounds.stay_id, visits.started_at, visits.start_date
    from silver.stay_bounds bounds
    join silver.visits visits on visits.encounter_id = bounds.first_encounter_id
),
visited as (
    select members.stay_id, encounters.setting, encounters.started_at, encounters.start_date, case when encounters.is_open then null else encounters.ended_at end as ended_at
    from silver.stay_encounters members
    join silver.encounters encounters on encounters.encounter_id = members.encounter_id
    where members.role in ('ed', 'obs')
    union all
    select members.stay_id, segments.setting, segments.started_at, local_date(segments.start_key, encounters.zone) as start_date, case when segments.end_text is null then encounters.started_at else segments.ended_at end as ended_at
    from silver.stay_encounters members
    join silver.class_segments segments on segments.encounter_id = members.encounter_id
    join silver.encounters encounters on encounters.encounter_id = members.encounter_id
    where members.is_root and segments.setting in ('ED', 'OBS')
),
before as (
    select
        visited.stay_id,
        visited.started_at,
        least(visited.ended_at, starts.started_at) as ended_at
    from visited
    join starts on starts.stay_id = visited.stay_id
    where visited.started_at < least(visited.ended_at, starts.started_at)
        and visited.ended_at is not null
        and starts.started_at is not null
),
compared as (
    select
        stay_id,
        started_at,
        ended_at,
        max(ended_at) over (partition by stay_id order by started_at, ended_at rows between unbounded preceding and 1 preceding) as earlier_end_at
    from before
),
summed as (
    select stay_id, sum(greatest(seconds_between(greatest(started_at, earlier_end_at), ended_at), 0e0)) as seconds
    from compared
    group by stay_id
),
arrivals as (
    select
        visited.stay_id,
        max(case
            when visited.setting <> 'ED' then 0
            when visited.started_at is not null and starts.started_at is not null then case when visited.started_at <= starts.started_at then 1 else 0 end
            when visited.start_date <= starts.start_date then 1
            else 0
        end) = 1 as via_ed
    from visited
    join starts on starts.stay_id = visited.stay_id
    group by visited.stay_id
)
select
    arrivals.stay_id,
    arrivals.via_ed,
    coalesce(summed.seconds, 0e0) / 3600 as pre_inpatient_hours
from arrivals
left join summed on summed.stay_id = arrivals.stay_id
