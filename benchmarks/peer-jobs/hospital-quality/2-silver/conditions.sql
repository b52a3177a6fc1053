-- The table conditions of plain_pyspark.py.
select
    condition_id,
    patient_id,
    encounter_id,
    snomed_code,
    condition_name,
    category,
    metric_type,
    severity,
    clinical_status,
    cast(substring(onset, 1, 10) as date) as onset_date,
    cast(substring(abatement, 1, 10) as date) as abatement_date,
    category = 'Infection' as is_infectious,
    category = 'Chronic' as is_chronic
from bronze.condition
