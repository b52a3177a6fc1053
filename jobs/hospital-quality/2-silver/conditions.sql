-- One clean row per Condition: whose, in which stay, and what is known of its time. Conditions of a repeated encounter follow to the kept one.
with categories as (
    select
        condition_id,
        code,
        row_number() over (partition by condition_id order by position, coding_position) as place
    from bronze.condition_category
    where code is not null
),
listed as (
    select
        condition_id,
        max(code) filter (where place = 1)
            || coalesce(',' || max(code) filter (where place = 2), '')
            || coalesce(',' || max(code) filter (where place = 3), '')
            || coalesce(',' || max(code) filter (where place = 4), '') as category
    from categories
    group by condition_id
)
select
    conditions.condition_id,
    coalesce(members.person_id, conditions.patient_id) as person_id,
    coalesce(duplicates.kept_id, conditions.encounter_id) as encounter_id,
    stay_encounters.stay_id,
    coalesce(conditions.verification_code, conditions.verification_other_code) as verification,
    coalesce(conditions.clinical_code, conditions.clinical_other_code, conditions.clinical_text) as clinical_status,
    listed.category,
    conditions.onset_date_time is not null or conditions.has_onset_period or conditions.has_onset_age or conditions.has_onset_range or conditions.has_onset_string as has_onset,
    coalesce(conditions.onset_date_time, conditions.onset_period_start) as onset_text,
    case
        when conditions.onset_date_time is not null then 'dateTime'
        when conditions.has_onset_period then 'period'
        when conditions.has_onset_age or conditions.has_onset_range or conditions.has_onset_string then 'other'
        else 'none'
    end as onset_kind,
    conditions.recorded as recorded_text,
    coalesce(conditions.verification_code, conditions.verification_other_code, 'confirmed') in ('entered-in-error', 'refuted') as is_excluded
from bronze.condition conditions
left join silver.person_members members on members.patient_id = conditions.patient_id
left join silver.encounter_duplicates duplicates on duplicates.encounter_id = conditions.encounter_id
left join silver.stay_encounters stay_encounters on stay_encounters.encounter_id = coalesce(duplicates.kept_id, conditions.encounter_id)
left join listed on listed.condition_id = conditions.condition_id
