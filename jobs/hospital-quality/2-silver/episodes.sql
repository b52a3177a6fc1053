-- One row per episode: the dates of its first start and latest end, and where it began and ended.
with members as (
    select
        episode_stays.episode_id,
        episode_stays.is_first,
        episode_stays.is_last,
        stays.*
    from silver.episode_stays episode_stays
    join silver.stays stays on stays.stay_id = episode_stays.stay_id
),
summed as (
    select
        episode_id,
        cast(count(*) as int) as stay_count,
        min(case when is_completed then 1 else 0 end) = 1 as is_completed,
        max(case when is_open then 1 else 0 end) = 1 as is_open,
        sum(leave_days) as leave_days
    from members
    group by episode_id
)
select
    summed.episode_id,
    firsts.person_id,
    firsts.stay_id as first_stay_id,
    lasts.stay_id as last_stay_id,
    firsts.facility_id as first_facility_id,
    lasts.facility_id as last_facility_id,
    firsts.start_date,
    firsts.started_at,
    case when not summed.is_open and lasts.start_date is not null and coalesce(lasts.date_issue, '') <> 'END_BEFORE_START' then lasts.end_date end as end_date,
    case when not summed.is_open and lasts.start_date is not null and coalesce(lasts.date_issue, '') <> 'END_BEFORE_START' then lasts.ended_at end as ended_at,
    lasts.disposition as last_disposition,
    summed.stay_count,
    summed.is_completed,
    summed.is_open,
    case
        when summed.is_completed then cast(greatest(days_between(firsts.start_date, lasts.end_date) - summed.leave_days, 1) as int)
    end as los_days
from summed
join members firsts on firsts.episode_id = summed.episode_id and firsts.is_first
join members lasts on lasts.episode_id = summed.episode_id and lasts.is_last
