-- Every month in which some acute stay has a midnight.
with recursive months as (
    select cast(date_trunc('month', min(stays.start_date)) as date) as first_day
    from silver.stays as stays
    where stays.is_acute and stays.date_issue is null and stays.start_date is not null

    union all

    select cast(months.first_day + interval '1' month as date) as first_day
    from months
    cross join (
        select max(case when stays.is_open then local_date(parameters.as_of, stays.zone) else stays.end_date end) as last_day
        from silver.stays as stays
        cross join config.parameters as parameters
        where stays.is_acute and stays.date_issue is null and stays.start_date is not null
    ) as horizon
    where cast(months.first_day + interval '1' month as date) <= horizon.last_day
)

select
    substring(cast(months.first_day as string), 1, 7) as month,
    months.first_day,
    cast(months.first_day + interval '1' month as date) as next_first_day
from months
where months.first_day is not null
