-- Merged Patient records are one person: whoever is linked by replaced-by or replaces, whatever side says so, however many steps away.
-- All records are counted under the survivor before anything is ordered in time.
with recursive reached as (
    select from_id, to_id, is_forward from silver.patient_merges
    union
    select reached.from_id, merges.to_id, reached.is_forward and merges.is_forward as is_forward
    from reached
    join silver.patient_merges merges on merges.from_id = reached.to_id
),
linked as (
    select
        from_id as patient_id,
        min(to_id) as group_id,
        max(case when is_forward and to_id = from_id then 1 else 0 end) as is_in_cycle,
        max(case when is_forward then 1 else 0 end) as is_replaced
    from reached
    group by from_id
),
survivors as (
    select
        group_id,
        coalesce(min(patient_id) filter (where is_replaced = 0), min(patient_id)) as person_id,
        max(is_in_cycle) = 1 or count(*) filter (where is_replaced = 0) <> 1 as has_link_cycle
    from linked
    group by group_id
),
seen as (
    select patient_id from bronze.patient
    union
    select patient_id from bronze.encounter where patient_id is not null
    union
    select patient_id from linked
)
select
    seen.patient_id,
    coalesce(survivors.person_id, seen.patient_id) as person_id,
    coalesce(survivors.person_id, seen.patient_id) = seen.patient_id as is_canonical,
    coalesce(survivors.has_link_cycle, false) as has_link_cycle
from seen
left join linked on linked.patient_id = seen.patient_id
left join survivors on survivors.group_id = linked.group_id
