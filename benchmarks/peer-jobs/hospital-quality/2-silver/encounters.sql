-- The table encounters of plain_pyspark.py.
select
    encounter_id,
    patient_id,
    practitioner_id,
    status,
    encounter_type,
    department,
    participant_role,
    hospital_name,
    cast(substring(started, 1, 10) as date) as admission_date,
    cast(substring(ended, 1, 10) as date) as discharge_date,
    cast(days_between(cast(substring(started, 1, 10) as date), cast(substring(ended, 1, 10) as date)) as int) as encounter_duration_days
from bronze.encounter
