-- Patient-days: the midnights that a patient spent in an acute stay, by month and department, without those on leave. Open stays count up to the day of reading.
with spans as (
    select
        days.stay_id,
        days.department,
        days.start_date,
        days.end_date,
        year(days.start_date) * 12 + month(days.start_date) - 1 as first_month,
        -- The last midnight belongs to the day before the end.
        year(add_days(days.end_date, -1)) * 12 + month(add_days(days.end_date, -1)) - year(days.start_date) * 12 - month(days.start_date) as n_more_months
    from gold.department_days as days
),

digits as (
    select figures.digit
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as figures (digit)
),

numbers as (
    select units.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit as number
    from digits as units
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
),

-- One row per number of months that some span touches and month in it: an equality joins it, where a comparison of dates would visit every month for every stay.
touched as (
    select lengths.n_more_months, numbers.number as step
    from (select distinct spans.n_more_months from spans) as lengths
    inner join numbers on numbers.number <= lengths.n_more_months
),

stepped as (
    select
        spans.stay_id,
        spans.department,
        spans.start_date,
        spans.end_date,
        make_date(cast(floor((spans.first_month + touched.step) / 12) as int), cast(mod(spans.first_month + touched.step, 12) as int) + 1, 1) as month_date
    from spans
    inner join touched on touched.n_more_months = spans.n_more_months
),

monthly as (
    select
        stepped.stay_id,
        stepped.department,
        substring(cast(stepped.month_date as string), 1, 7) as month,
        greatest(stepped.start_date, stepped.month_date) as start_date,
        least(stepped.end_date, add_days(last_day(stepped.month_date), 1)) as end_date
    from stepped
),

on_leave as (
    select
        monthly.stay_id,
        monthly.department,
        monthly.month,
        sum(days_between(greatest(monthly.start_date, leave.start_date), least(monthly.end_date, leave.end_date))) as leave_days
    from monthly
    inner join silver.stay_leave as leave
        on leave.stay_id = monthly.stay_id
        and leave.start_date < monthly.end_date
        and leave.end_date > monthly.start_date
    group by monthly.stay_id, monthly.department, monthly.month
),

present as (
    select
        monthly.stay_id,
        monthly.department,
        monthly.month,
        sum(days_between(monthly.start_date, monthly.end_date)) as days
    from monthly
    group by monthly.stay_id, monthly.department, monthly.month
)

select
    present.stay_id,
    present.month,
    present.department,
    stays.person_id,
    stays.facility_id,
    cast(present.days - coalesce(on_leave.leave_days, 0) as int) as patient_days
from present
inner join silver.stays as stays on stays.stay_id = present.stay_id
left join on_leave
    on on_leave.stay_id = present.stay_id
    and on_leave.department = present.department
    and on_leave.month = present.month
