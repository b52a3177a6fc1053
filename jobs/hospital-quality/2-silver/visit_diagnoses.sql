-- Principal diagnosis of one visit: the first of rank 1, else what all discharge diagnoses, else all reasons, else all encounter diagnoses agree on.
-- Items agree when each has the same set of codings.
with ordered as (
    select
        visit_id,
        item,
        row_number() over (partition by visit_id order by start_key nulls last, case when encounter_id = visit_id then 0 else 1 end, encounter_id, position) as choice
    from silver.diagnosis_codings
    where step = 1
),
firsts as (
    select visit_id, item from ordered where choice = 1
),
considered as (
    select codings.*
    from silver.diagnosis_codings codings
    left join firsts on firsts.visit_id = codings.visit_id
    where codings.step > 1 or codings.item = firsts.item
),
items as (
    select visit_id, step, item, count(distinct coalesce(system, '') || '|' || code) as codings
    from considered
    group by visit_id, step, item
),
totals as (
    select visit_id, step, count(distinct coalesce(system, '') || '|' || code) as codings
    from considered
    group by visit_id, step
),
agreeing as (
    select items.visit_id, items.step
    from items
    join totals on totals.visit_id = items.visit_id and totals.step = items.step
    group by items.visit_id, items.step
    having min(items.codings) = max(totals.codings)
),
agreed as (
    select visit_id, min(step) as step
    from agreeing
    group by visit_id
),
ranked as (
    select
        considered.visit_id,
        considered.system,
        considered.code,
        considered.ccs,
        row_number() over (
            partition by considered.visit_id
            order by case when considered.ccs is null then 1 else 0 end, considered.start_key nulls last, considered.position, considered.coding_position, considered.system nulls last, considered.code
        ) as choice
    from considered
    join agreed on agreed.visit_id = considered.visit_id and agreed.step = considered.step
)
select
    visit_id,
    system as principal_system,
    code as principal_code,
    ccs as principal_ccs,
    coalesce(ccs, code) as condition_stratum
from ranked
where choice = 1
