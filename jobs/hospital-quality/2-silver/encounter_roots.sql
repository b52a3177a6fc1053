-- The top of what an encounter is part of, and the topmost inpatient encounter above it: the one whose period and disposition rule.
with tops as (
    select
        ancestors.encounter_id,
        max_by(ancestors.ancestor_id, ancestors.height) as root_id,
        max_by(ancestors.ancestor_id, ancestors.height) filter (where settings.setting in ('INPATIENT_ACUTE', 'INPATIENT_NONACUTE')) as inpatient_root_id
    from silver.encounter_ancestors ancestors
    join silver.encounter_settings settings on settings.encounter_id = ancestors.ancestor_id
    group by ancestors.encounter_id
)
select encounter_id, root_id, inpatient_root_id
from tops
