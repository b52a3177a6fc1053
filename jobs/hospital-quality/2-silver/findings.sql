-- What is wrong or doubtful in the data, one row per rule and resource; nothing of it is repaired in silence.
with timed as (
    select 'Patient' as resource_type, patient_id as resource_id, deceased_date_time as written from bronze.patient
    union all
    select 'Encounter' as resource_type, encounter_id as resource_id, started as written from bronze.encounter
    union all
    select 'Encounter' as resource_type, encounter_id as resource_id, ended as written from bronze.encounter
    union all
    select 'Condition' as resource_type, condition_id as resource_id, coalesce(onset_date_time, onset_period_start) as written from bronze.condition
    union all
    select 'Condition' as resource_type, condition_id as resource_id, recorded as written from bronze.condition
),
person_facts as (
    select 'LINK_CYCLE' as rule, person_id from silver.persons where has_link_cycle
    union all
    select 'DEATH_CONFLICT' as rule, person_id from silver.persons where has_death_conflict
),
stay_facts as (
    select date_issue as rule, stay_id from silver.stays where date_issue is not null
    union all
    select 'VITAL_INCONSISTENT' as rule, stay_id from silver.stay_deaths where is_vital_inconsistent
),
encounter_facts as (
    select 'DUPLICATE_ENCOUNTER' as rule, encounter_id from silver.encounter_duplicates
    union all
    select 'PARTOF_CYCLE' as rule, encounter_id from silver.encounter_parents where is_in_cycle
    union all
    select 'PARTOF_DANGLING' as rule, encounter_id from silver.encounter_parents where is_dangling
    union all
    select 'NO_PATIENT' as rule, encounter_id from silver.encounters where person_id is null
    union all
    select date_issue as rule, encounter_id from silver.outpatient_visits where date_issue is not null
)
select distinct 'NO_OFFSET' as rule, resource_type, resource_id
from timed
where length(written) > 10 and not fhir_has_offset(written)
union all
select rule, 'Patient' as resource_type, person_id as resource_id from person_facts
union all
select rule, 'Encounter' as resource_type, stay_id as resource_id from stay_facts
union all
select rule, 'Encounter' as resource_type, encounter_id as resource_id from encounter_facts
