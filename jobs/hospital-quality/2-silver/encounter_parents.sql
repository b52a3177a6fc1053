-- The parent that an encounter is really part of. A parent that is missing, excluded, somebody else's, or part of a circle is none.
with recursive
kept as (
    select encounters.encounter_id, members.person_id
    from bronze.encounter encounters
    left join silver.person_members members on members.patient_id = encounters.patient_id
    where encounters.status in ('finished', 'in-progress', 'onleave', 'arrived', 'triaged')
),
named as (
    select
        encounters.encounter_id,
        kept.person_id,
        coalesce(duplicates.kept_id, encounters.part_of_id) as parent_id
    from bronze.encounter encounters
    join kept on kept.encounter_id = encounters.encounter_id
    left join silver.encounter_duplicates duplicates on duplicates.encounter_id = encounters.part_of_id
    where encounters.has_part_of
),
steps as (
    select named.encounter_id, named.parent_id
    from named
    join kept on kept.encounter_id = named.parent_id
    where kept.person_id is not distinct from named.person_id
),
reached as (
    select encounter_id, parent_id as ancestor_id from steps
    union
    select reached.encounter_id, steps.parent_id as ancestor_id
    from reached
    join steps on steps.encounter_id = reached.ancestor_id
),
circular as (
    select distinct encounter_id from reached where ancestor_id = encounter_id
)
select
    named.encounter_id,
    case when circular.encounter_id is null then steps.parent_id end as parent_id,
    circular.encounter_id is not null as is_in_cycle,
    steps.parent_id is null as is_dangling
from named
left join steps on steps.encounter_id = named.encounter_id
left join circular on circular.encounter_id = named.encounter_id
