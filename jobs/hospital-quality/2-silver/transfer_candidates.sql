-- Acute stays with a start, per person in order of start, numbered inside runs that could be one chain at all: no gap of more than the allowed days
-- to the latest end before. Only inside such a run is it worth asking stay by stay who was transferred.
with started as (
    select
        stays.stay_id,
        stays.person_id,
        stays.facility_id,
        stays.zone,
        stays.is_open,
        stays.date_issue in ('MISSING_END', 'PARTIAL_DATE', 'END_BEFORE_START') as has_bad_end,
        coalesce(deaths.is_in_hospital, false) as is_death,
        stays.start_date,
        stays.ended_at,
        stays.end_date,
        add_days(stays.end_date, 1) as next_date,
        case when stays.started_at is null then add_days(stays.start_date, 1) end as start_next_date,
        case when stays.started_at is not null then stays.started_at else local_midnight(stays.start_date, stays.zone) end as start_key,
        parameters.as_of,
        parameters.transfer_gap_days
    from silver.stays stays
    left join silver.stay_deaths deaths on deaths.stay_id = stays.stay_id
    left join config.parameters parameters on true
    where stays.is_acute and stays.start_date is not null
),
stays as (
    select
        stay_id,
        person_id,
        facility_id,
        start_date,
        start_key,
        case
            when is_open and as_of > start_key then local_date(as_of, zone)
            when is_open or has_bad_end then start_date
            else end_date
        end as end_date,
        case
            when is_open and as_of > start_key then as_of
            when is_open or has_bad_end then coalesce(local_midnight(start_next_date, zone), start_key)
            when ended_at is not null then ended_at
            else local_midnight(next_date, zone)
        end as end_key,
        not coalesce(has_bad_end, false) and not is_death as can_send,
        transfer_gap_days
    from started
),
placed as (
    select
        stays.*,
        row_number() over (partition by person_id order by start_key, end_key desc, stay_id) as place
    from stays
),
compared as (
    select
        placed.*,
        max(end_date) over (partition by person_id order by place rows between unbounded preceding and 1 preceding) as earlier_end_date
    from placed
),
numbered as (
    select
        compared.*,
        sum(case when days_between(earlier_end_date, start_date) <= transfer_gap_days then 0 else 1 end)
            over (partition by person_id order by place rows between unbounded preceding and current row) as run
    from compared
)
select
    stay_id,
    person_id,
    cast(run as int) as run,
    cast(row_number() over (partition by person_id, run order by place) as int) as place,
    cast(count(*) over (partition by person_id, run) as int) as run_length,
    facility_id,
    start_date,
    end_date,
    start_key,
    end_key,
    can_send,
    transfer_gap_days
from numbered
