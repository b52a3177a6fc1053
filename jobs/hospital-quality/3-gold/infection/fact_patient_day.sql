-- Patient-days: the midnights that a patient spent in an acute stay, by month and department, without those on leave. Open stays count up to the day of reading.
with stays as (
    select
        stays.stay_id,
        stays.person_id,
        stays.facility_id,
        stays.start_date,
        case when stays.is_open then local_date(parameters.as_of, stays.zone) else stays.end_date end as end_date
    from silver.stays as stays
    cross join config.parameters as parameters
    where stays.is_acute and stays.date_issue is null and stays.start_date is not null
),

segments as (
    select
        stays.stay_id,
        stays.person_id,
        stays.facility_id,
        coalesce(departments.department, 'UNKNOWN') as department,
        -- A segment lasts until the next one begins, and the first begins with the stay: no midnight is lost in a gap or counted in two departments.
        case
            when coalesce(departments.position, 1) = 1 then stays.start_date
            else least(greatest(departments.start_date, stays.start_date), stays.end_date)
        end as from_date,
        stays.end_date,
        coalesce(departments.position, 1) as position
    from stays
    left join silver.stay_departments as departments
        on departments.stay_id = stays.stay_id
        and (departments.start_date is not null or departments.position = 1)
),

bounded as (
    select
        segments.stay_id,
        segments.person_id,
        segments.facility_id,
        segments.department,
        segments.from_date,
        coalesce(
            lead(segments.from_date) over (partition by segments.stay_id order by segments.from_date, segments.position),
            segments.end_date
        ) as to_date
    from segments
),

monthly as (
    select
        bounded.stay_id,
        bounded.person_id,
        bounded.facility_id,
        bounded.department,
        months.month,
        greatest(bounded.from_date, months.first_day) as from_date,
        least(bounded.to_date, months.next_first_day) as to_date
    from bounded
    inner join gold.calendar_months as months
        on months.first_day < bounded.to_date
        and months.next_first_day > bounded.from_date
    where bounded.from_date < bounded.to_date
),

leave as (
    select
        monthly.stay_id,
        monthly.department,
        monthly.month,
        sum(days_between(greatest(monthly.from_date, leave.start_date), least(monthly.to_date, leave.end_date))) as leave_days
    from monthly
    inner join silver.stay_leave as leave
        on leave.stay_id = monthly.stay_id
        and leave.start_date < monthly.to_date
        and leave.end_date > monthly.from_date
    group by monthly.stay_id, monthly.department, monthly.month
),

present as (
    select
        monthly.stay_id,
        monthly.person_id,
        monthly.facility_id,
        monthly.department,
        monthly.month,
        sum(days_between(monthly.from_date, monthly.to_date)) as days
    from monthly
    group by monthly.stay_id, monthly.person_id, monthly.facility_id, monthly.department, monthly.month
)

select
    present.stay_id,
    present.month,
    present.department,
    present.person_id,
    present.facility_id,
    cast(present.days - coalesce(leave.leave_days, 0) as int) as patient_days
from present
left join leave
    on leave.stay_id = present.stay_id
    and leave.department = present.department
    and leave.month = present.month
