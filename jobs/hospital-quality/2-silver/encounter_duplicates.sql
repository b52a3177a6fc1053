-- Of encounters that are copies of each other the fullest record is kept, then the smallest id.
with recursive reached as (
    select from_id, to_id from silver.encounter_copies
    union
    select reached.from_id, copies.to_id
    from reached
    join silver.encounter_copies copies on copies.from_id = reached.to_id
),
copy_groups as (
    select from_id as encounter_id, min(to_id) as group_id
    from reached
    group by from_id
),
ranked as (
    select
        copy_groups.encounter_id,
        copy_groups.group_id,
        row_number() over (partition by copy_groups.group_id order by encounters.clinical_elements desc, copy_groups.encounter_id) as choice
    from copy_groups
    join bronze.encounter encounters on encounters.encounter_id = copy_groups.encounter_id
)
select dropped.encounter_id, kept.encounter_id as kept_id
from ranked dropped
join ranked kept on kept.group_id = dropped.group_id and kept.choice = 1
left join silver.encounter_lines above on above.encounter_id = dropped.encounter_id and above.ancestor_id = kept.encounter_id
left join silver.encounter_lines below on below.encounter_id = kept.encounter_id and below.ancestor_id = dropped.encounter_id
where dropped.choice > 1
    and above.encounter_id is null
    and below.encounter_id is null
