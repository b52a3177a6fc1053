-- Stays before which the person was insured without a gap for twelve months, the day of admission included.
with periods as (
    select
        members.person_id,
        -- As FHIR reads a period: from the first day that the start can mean to the last that the end can mean.
        case
            when coverage.started is null then date '0001-01-01'
            else fhir_date_lo(coverage.started, coalesce(parameters.default_zone, 'UTC'))
        end as covered_from,
        case
            when coverage.ended is null then date '9999-12-31'
            else fhir_date_hi(coverage.ended, coalesce(parameters.default_zone, 'UTC'))
        end as covered_to
    from bronze.coverage as coverage
    inner join silver.person_members as members on members.patient_id = coverage.patient_id
    cross join config.parameters as parameters
    where coalesce(coverage.status, 'active') = 'active'
),

ordered as (
    select
        periods.person_id,
        periods.covered_from,
        periods.covered_to,
        max(periods.covered_to) over (
            partition by periods.person_id
            order by periods.covered_from, periods.covered_to
            rows between unbounded preceding and 1 preceding
        ) as covered_before
    from periods
    where periods.covered_from <= periods.covered_to
),

numbered as (
    select
        ordered.person_id,
        ordered.covered_from,
        ordered.covered_to,
        sum(case when days_between(ordered.covered_before, ordered.covered_from) <= 1 then 0 else 1 end) over (
            partition by ordered.person_id
            order by ordered.covered_from, ordered.covered_to
            rows between unbounded preceding and current row
        ) as run_number
    from ordered
),

runs as (
    select
        numbered.person_id,
        numbered.run_number,
        min(numbered.covered_from) as covered_from,
        max(numbered.covered_to) as covered_to
    from numbered
    group by numbered.person_id, numbered.run_number
)

select
    stays.stay_id,
    max(runs.covered_from) as covered_from
from silver.stays as stays
inner join runs
    on runs.person_id = stays.person_id
    and runs.covered_from <= cast(stays.start_date - interval '12' month as date)
    and runs.covered_to >= stays.start_date
group by stays.stay_id
