-- One clean row per Procedure: whose, and in which stay. Without an encounter a procedure belongs to no stay; time alone attaches nothing.
select
    procedures.procedure_id,
    coalesce(members.person_id, procedures.patient_id) as person_id,
    coalesce(duplicates.kept_id, procedures.encounter_id) as encounter_id,
    stay_encounters.stay_id,
    procedures.status,
    procedures.status is null or procedures.status in ('preparation', 'not-done', 'entered-in-error', 'unknown', 'on-hold') as is_excluded
from bronze.procedure procedures
left join silver.person_members members on members.patient_id = procedures.patient_id
left join silver.encounter_duplicates duplicates on duplicates.encounter_id = procedures.encounter_id
left join silver.stay_encounters stay_encounters on stay_encounters.encounter_id = coalesce(duplicates.kept_id, procedures.encounter_id)
