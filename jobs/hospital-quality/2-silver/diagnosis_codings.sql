-- What an inpatient, emergency or observation encounter, or a part of an inpatient one, says that it was for: the codings behind each step of the search for the principal diagnosis.
-- Step 1 diagnosis of rank 1, 2 discharge diagnoses, 3 reasons, 4 encounter diagnoses among the Conditions.
with members as (
    select
        encounters.encounter_id,
        coalesce(roots.inpatient_root_id, encounters.encounter_id) as visit_id,
        case when encounters.started_at is not null then encounters.started_at else local_midnight(encounters.start_date, encounters.zone) end as start_key
    from silver.encounters encounters
    left join silver.encounter_roots roots on roots.encounter_id = encounters.encounter_id
    where not encounters.is_excluded
        and encounters.duplicate_of is null
        and (encounters.setting in ('INPATIENT_ACUTE', 'INPATIENT_NONACUTE', 'ED', 'OBS') or roots.inpatient_root_id is not null)
),
usable_conditions as (
    select condition_id, encounter_id
    from bronze.condition
    where coalesce(verification_code, verification_other_code, 'confirmed') not in ('entered-in-error', 'refuted')
),
diagnoses as (
    select diagnoses.encounter_id, diagnoses.position, diagnoses.condition_id, diagnoses.rank, codes.code is not null as is_discharge_diagnosis
    from bronze.encounter_diagnosis diagnoses
    join members on members.encounter_id = diagnoses.encounter_id
    join usable_conditions on usable_conditions.condition_id = diagnoses.condition_id
    left join valuesets.codes codes
        on codes.value_set = 'vs_discharge_diagnosis_use'
        and codes.system = diagnoses.use_system
        and codes.code = diagnoses.use_code
),
encounter_diagnoses as (
    select distinct members.encounter_id, usable_conditions.condition_id
    from usable_conditions
    left join silver.encounter_duplicates duplicates on duplicates.encounter_id = usable_conditions.encounter_id
    join members on members.encounter_id = coalesce(duplicates.kept_id, usable_conditions.encounter_id)
    join bronze.condition_category categories on categories.condition_id = usable_conditions.condition_id
    join valuesets.codes codes
        on codes.value_set = 'vs_encounter_diagnosis_category'
        and codes.system = categories.system
        and codes.code = categories.code
),
mentions as (
    select distinct encounter_id, 1 as step, position, condition_id from diagnoses where rank = 1
    union all
    select distinct encounter_id, 2 as step, position, condition_id from diagnoses where is_discharge_diagnosis
    union all
    select reasons.encounter_id, 3 as step, 1000 + reasons.position as position, reasons.condition_id
    from bronze.encounter_reason_reference reasons
    join members on members.encounter_id = reasons.encounter_id
    join usable_conditions on usable_conditions.condition_id = reasons.condition_id
    union all
    select encounter_id, 4 as step, 0 as position, condition_id from encounter_diagnoses
),
codings as (
    select mentions.encounter_id, mentions.step, mentions.position, mentions.condition_id as item, codes.position as coding_position, codes.system, codes.code
    from mentions
    join bronze.condition_code codes on codes.condition_id = mentions.condition_id
    union all
    select reasons.encounter_id, 3 as step, reasons.position, cast(reasons.position as string) as item, reasons.coding_position, reasons.system, reasons.code
    from bronze.encounter_reason reasons
    join members on members.encounter_id = reasons.encounter_id
)
select
    members.visit_id,
    codings.encounter_id,
    members.start_key,
    codings.step,
    codings.position,
    codings.encounter_id || '/' || codings.item as item,
    codings.coding_position,
    codings.system,
    codings.code,
    matches.code_group as ccs
from codings
join members on members.encounter_id = codings.encounter_id
left join silver.code_matches matches
    on matches.value_set = 'ccs_dx'
    and matches.system = codings.system
    and matches.code = codings.code
    and matches.is_closest
where codings.code is not null
