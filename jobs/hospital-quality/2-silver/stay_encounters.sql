-- Which encounters make up a stay: its inpatient encounters and their parts, the emergency and observation visits that lead into it, and what is part of these.
with lone as (
    select encounter_id, encounter_id as stay_id
    from silver.visits
    where is_inpatient and start_issue is not null
),
swept as (
    select
        encounter_id,
        stay_id,
        row_number() over (partition by encounter_id order by lane, stay_id) as choice
    from silver.stay_groups
),
based as (
    select encounter_id, stay_id from lone
    union all
    select encounter_id, stay_id from swept where choice = 1
),
heads as (
    select preludes.encounter_id, based.stay_id
    from silver.visit_preludes preludes
    join based on based.encounter_id = preludes.admission_id
    union all
    select based.encounter_id, based.stay_id
    from based
    left join silver.visit_preludes preludes on preludes.encounter_id = based.encounter_id
    where preludes.encounter_id is null
),
parts as (
    select
        ancestors.encounter_id,
        heads.stay_id,
        row_number() over (partition by ancestors.encounter_id order by case when ancestors.ancestor_id = roots.inpatient_root_id then 0 else 1 end, ancestors.height, heads.stay_id) as choice
    from silver.encounter_ancestors ancestors
    join silver.encounter_roots roots on roots.encounter_id = ancestors.encounter_id
    join heads on heads.encounter_id = ancestors.ancestor_id
    left join heads own on own.encounter_id = ancestors.encounter_id
    where own.encounter_id is null
),
members as (
    select encounter_id, stay_id from heads
    union all
    select encounter_id, stay_id from parts where choice = 1
)
select
    members.stay_id,
    members.encounter_id,
    case encounters.setting
        when 'INPATIENT_ACUTE' then 'inpatient'
        when 'INPATIENT_NONACUTE' then 'inpatient'
        when 'ED' then 'ed'
        when 'OBS' then 'obs'
        else 'other'
    end as role,
    visits.is_inpatient is not null and visits.is_inpatient as is_root
from members
join silver.encounters encounters on encounters.encounter_id = members.encounter_id
left join silver.visits visits on visits.encounter_id = members.encounter_id
where encounters.duplicate_of is null
