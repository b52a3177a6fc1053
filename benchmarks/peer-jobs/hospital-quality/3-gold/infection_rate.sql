-- The table infection_rate of plain_pyspark.py: infections by condition.
with everybody as (
    select count(distinct patient_id) as total from silver.conditions
),
counted as (
    select
        snomed_code,
        condition_name,
        is_infectious,
        count(distinct patient_id) as patients_with_condition,
        count(*) filter (where is_infectious) as infection_cases
    from silver.conditions
    group by snomed_code, condition_name, is_infectious
)
select
    counted.snomed_code,
    counted.condition_name,
    counted.is_infectious,
    cast(counted.patients_with_condition as bigint) as patients_with_condition,
    cast(counted.infection_cases as bigint) as infection_cases,
    cast(everybody.total as bigint) as total_patients,
    counted.infection_cases * 100e0 / nullif(everybody.total, 0) as infection_rate_percent,
    counted.infection_cases * 1000e0 / nullif(everybody.total, 0) as infection_rate_per_1000
from counted
cross join everybody
