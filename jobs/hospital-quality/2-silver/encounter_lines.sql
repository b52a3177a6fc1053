-- Every encounter above an encounter as the records say it, whether or not it counts: who is part of whom is no copy of him.
with recursive climbed as (
    select encounter_id, part_of_id as ancestor_id from bronze.encounter where part_of_id is not null
    union
    select climbed.encounter_id, parents.part_of_id as ancestor_id
    from climbed
    join bronze.encounter parents on parents.encounter_id = climbed.ancestor_id
    where parents.part_of_id is not null
)
select encounter_id, ancestor_id
from climbed
