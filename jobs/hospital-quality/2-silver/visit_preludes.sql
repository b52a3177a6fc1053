-- An emergency visit that an inpatient encounter is part of leads into it, whatever the gap and the facility; into the first, when there are several.
with ranked as (
    select
        ancestors.ancestor_id as encounter_id,
        children.encounter_id as admission_id,
        children.facility_id as admission_facility_id,
        children.setting as admission_setting,
        row_number() over (partition by ancestors.ancestor_id order by children.start_key, children.encounter_id) as choice
    from silver.visits children
    join silver.encounter_ancestors ancestors on ancestors.encounter_id = children.encounter_id
    join silver.visits parents on parents.encounter_id = ancestors.ancestor_id
    where children.is_inpatient
        and children.start_issue is null
        and parents.setting = 'ED'
)
select encounter_id, admission_id, admission_facility_id, admission_setting
from ranked
where choice = 1
