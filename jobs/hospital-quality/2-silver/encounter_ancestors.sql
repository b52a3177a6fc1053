-- Every encounter above an encounter, however high.
with recursive climbed as (
    select encounter_id, parent_id as ancestor_id, 1 as height from silver.encounter_parents where parent_id is not null
    union all
    select climbed.encounter_id, parents.parent_id as ancestor_id, climbed.height + 1 as height
    from climbed
    join silver.encounter_parents parents on parents.encounter_id = climbed.ancestor_id
    where parents.parent_id is not null
)
select encounter_id, ancestor_id, height
from climbed
