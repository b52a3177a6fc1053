-- Principal diagnosis of a stay, by the rule of visits over all its inpatient encounters and their parts together: rank 1 of the first encounter that has one,
-- else what all discharge diagnoses, else all reasons, else all encounter diagnoses agree on. Emergency visits before it do not speak.
with codings as (
    select members.stay_id, codings.*
    from silver.diagnosis_codings codings
    join silver.stay_encounters members on members.encounter_id = codings.visit_id
    where members.is_root
),
ordered as (
    select
        stay_id,
        item,
        row_number() over (partition by stay_id order by start_key nulls last, case when encounter_id = visit_id then 0 else 1 end, encounter_id, position) as choice
    from codings
    where step = 1
),
firsts as (
    select stay_id, item from ordered where choice = 1
),
considered as (
    select codings.*
    from codings
    left join firsts on firsts.stay_id = codings.stay_id
    where codings.step > 1 or codings.item = firsts.item
),
items as (
    select stay_id, step, item, count(distinct coalesce(system, '') || '|' || code) as codings
    from considered
    group by stay_id, step, item
),
totals as (
    select stay_id, step, count(distinct coalesce(system, '') || '|' || code) as codings
    from considered
    group by stay_id, step
),
agreeing as (
    select items.stay_id, items.step
    from items
    join totals on totals.stay_id = items.stay_id and totals.step = items.step
    group by items.stay_id, items.step
    having min(items.codings) = max(totals.codings)
),
agreed as (
    select stay_id, min(step) as step
    from agreeing
    group by stay_id
),
ranked as (
    select
        considered.stay_id,
        considered.system,
        considered.code,
        considered.ccs,
        row_number() over (
            partition by considered.stay_id
            order by case when considered.ccs is null then 1 else 0 end, considered.start_key nulls last, considered.position, considered.coding_position, considered.system nulls last, considered.code
        ) as choice
    from considered
    join agreed on agreed.stay_id = considered.stay_id and agreed.step = considered.step
)
select
    stay_id,
    system as principal_system,
    code as principal_code,
    ccs as principal_ccs,
    coalesce(ccs, code) as condition_stratum
from ranked
where choice = 1
