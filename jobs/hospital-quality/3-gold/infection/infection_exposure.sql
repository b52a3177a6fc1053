-- Admissions and patient-days of acute stays: the denominators, per month, hospital and department.
with admissions as (
    select
        stays.facility_id,
        coalesce(first_departments.department, 'UNKNOWN') as department,
        substring(cast(stays.start_date as string), 1, 7) as month,
        count(*) as admissions
    from silver.stays as stays
    left join silver.stay_departments as first_departments
        on first_departments.stay_id = stays.stay_id
        and first_departments.position = 1
    where stays.is_acute and stays.date_issue is null and stays.start_date is not null
    group by stays.facility_id, coalesce(first_departments.department, 'UNKNOWN'), substring(cast(stays.start_date as string), 1, 7)
),

days as (
    select days.facility_id, days.department, days.month, sum(days.patient_days) as patient_days
    from gold.fact_patient_day as days
    group by days.facility_id, days.department, days.month
),

together as (
    select admissions.facility_id, admissions.department, admissions.month, admissions.admissions, cast(0 as bigint) as patient_days
    from admissions

    union all

    select days.facility_id, days.department, days.month, cast(0 as bigint) as admissions, cast(days.patient_days as bigint) as patient_days
    from days
)

select
    together.facility_id,
    together.department,
    together.month,
    cast(sum(together.admissions) as bigint) as admissions,
    cast(sum(together.patient_days) as bigint) as patient_days
from together
group by together.facility_id, together.department, together.month
