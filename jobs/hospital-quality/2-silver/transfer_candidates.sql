-- Acute stays with a start, per person in order of start, numbered inside runs that could be one chain at all: no gap of more than the allowed days
-- to the latest end before. Only inside such a run is it worth asking stay by stay who was transferred.
with stays as (
    select
        stays.stay_id,
        stays.person_id,
        stays.facility_id,
        stays.start_date,
        case when stays.started_at is not null then stays.started_at else local_midnight(stays.start_date, stays.zone) end as start_key,
        case
            when stays.is_open and parameters.as_of > case when stays.started_at is not null then stays.started_at else local_midnight(stays.start_date, stays.zone) end then local_date(parameters.as_of, stays.zone)
            when stays.is_open or stays.date_issue in ('MISSING_END', 'PARTIAL_DATE', 'END_BEFORE_START') then stays.start_date
            else stays.end_date
        end as end_date,
        case
            when stays.is_open and parameters.as_of > case when stays.started_at is not null then stays.started_at else local_midnight(stays.start_date, stays.zone) end then parameters.as_of
            when stays.is_open or stays.date_issue in ('MISSING_END', 'PARTIAL_DATE', 'END_BEFORE_START') then case when stays.started_at is not null then stays.started_at else local_midnight(stays.start_date, stays.zone) end
            else case when stays.ended_at is not null then stays.ended_at else local_midnight(add_days(stays.end_date, 1), stays.zone) end
        end as end_key,
        coalesce(stays.date_issue, '') not in ('MISSING_END', 'PARTIAL_DATE', 'END_BEFORE_START') and not coalesce(deaths.is_in_hospital, false) as can_send,
        parameters.transfer_gap_days
    from silver.stays stays
    left join silver.stay_deaths deaths on deaths.stay_id = stays.stay_id
    left join config.parameters parameters on true
    where stays.is_acute and stays.start_date is not null
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
