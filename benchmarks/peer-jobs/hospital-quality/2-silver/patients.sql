-- The table patients of plain_pyspark.py.
select
    patient_id,
    gender,
    cast(substring(birth_date, 1, 10) as date) as birth_date,
    language,
    hospital_name,
    deceased is not null as is_deceased,
    cast(substring(deceased, 1, 10) as date) as deceased_date
from bronze.patient
