-- Every encounter above an encounter, however high.
with recursive
steps as (
    select encounter_id, parent_id from silver.encounter_parents where parent_id is not null
),
climbed as (
    select encounter_id, parent_id as ancestor_id, 1 as height from steps
    union all
    select climbed.encounter_id, steps.parent_id as ancestor_id, climbed.height + 1 as height
    from climbed
    join steps on steps.encounter_id = climbed.ancestor_id
)
select encounter_id, ancestor_id, height
from climbed
