-- The parent that an encounter is really part of: what leads in a circle is part of nothing.
with recursive reached as (
    select encounter_id, parent_id as ancestor_id from silver.encounter_part_of where parent_id is not null
    union
    select reached.encounter_id, steps.parent_id as ancestor_id
    from reached
    join silver.encounter_part_of steps on steps.encounter_id = reached.ancestor_id
    where steps.parent_id is not null
),
circular as (
    select distinct encounter_id from reached where ancestor_id = encounter_id
)
select
    part_of.encounter_id,
    case when circular.encounter_id is null then part_of.parent_id end as parent_id,
    circular.encounter_id is not null as is_in_cycle,
    part_of.parent_id is null as is_dangling
from silver.encounter_part_of part_of
left join circular on circular.encounter_id = part_of.encounter_id
