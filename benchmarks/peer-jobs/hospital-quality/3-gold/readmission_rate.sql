-- The table readmission_rate of plain_pyspark.py: inpatient stays with the days since the one before.
with gaps as (
    select
        encounters.*,
        days_between(lag(discharge_date) over (partition by patient_id order by admission_date nulls first), admission_date) as gap
    from silver.encounters encounters
    where encounter_type = 'Inpatient'
)
select
    encounter_id,
    patient_id,
    hospital_name,
    department,
    admission_date,
    discharge_date,
    encounter_duration_days,
    cast(gap as int) as days_since_last_discharge,
    case when gap between 0 and 30 then 1 else 0 end as is_readmission_30d,
    lpad(cast(month(discharge_date) as string), 2, '0') || '/' || cast(year(discharge_date) as string) as discharge_monthyear
from gaps
