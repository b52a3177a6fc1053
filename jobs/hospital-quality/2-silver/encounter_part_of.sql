-- What each kept encounter says it is part of; the parent is null when it is missing, excluded or somebody else's.
with kept as (
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
)
select named.encounter_id, parents.encounter_id as parent_id
from named
left join kept parents
    on parents.encounter_id = named.parent_id
    and parents.person_id is not distinct from named.person_id
