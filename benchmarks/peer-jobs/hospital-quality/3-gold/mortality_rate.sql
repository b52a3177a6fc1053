-- The table mortality_rate of plain_pyspark.py: inpatient stays that did not end after a death, with one condition of the patient.
with first_conditions as (
    select
        patient_id,
        min(snomed_code) as snomed_code,
        min_by(condition_name, snomed_code) as condition_name
    from silver.conditions
    group by patient_id
),
stays as (
    select
        encounters.patient_id,
        patients.deceased_date,
        encounters.encounter_id,
        encounters.hospital_name,
        encounters.department,
        encounters.discharge_date,
        encounters.admission_date,
        first_conditions.snomed_code,
        first_conditions.condition_name,
        days_between(encounters.discharge_date, patients.deceased_date) as days_to_death
    from silver.encounters encounters
    join silver.patients patients on patients.patient_id = encounters.patient_id
    left join first_conditions on first_conditions.patient_id = encounters.patient_id
    where encounters.encounter_type = 'Inpatient'
)
select
    patient_id,
    deceased_date,
    encounter_id,
    hospital_name,
    department,
    discharge_date,
    admission_date,
    snomed_code,
    condition_name,
    cast(days_to_death as int) as days_to_death,
    case when days_to_death <= 30 then 1 else 0 end as death_within_30days,
    cast(year(discharge_date) as int) as year,
    cast(month(discharge_date) as int) as month
from stays
where days_to_death is null or days_to_death >= 0
