-- Why a stay cannot be an index: every reason that holds, in the order in which they are asked.
with diagnosis_lists as (
    select
        codes.code as ccs,
        max(case when codes.value_set = 'hwr_psychiatric_diagnoses' then 1 else 0 end) as is_psychiatric,
        max(case when codes.value_set = 'hwr_rehabilitation_diagnoses' then 1 else 0 end) as is_rehabilitation,
        max(case when codes.value_set = 'hwr_cancer_diagnoses' then 1 else 0 end) as is_cancer,
        max(case when codes.value_set = 'hwr_cohort_diagnoses' then codes.code_group end) as cohort
    from valuesets.codes as codes
    where codes.value_set in (
        'hwr_psychiatric_diagnoses', 'hwr_rehabilitation_diagnoses', 'hwr_cancer_diagnoses', 'hwr_cohort_diagnoses'
    )
    group by codes.code
),

described as (
    select
        stays.stay_id,
        stays.is_completed,
        stays.is_acute,
        stays.age_lo,
        stays.age_hi,
        stays.disposition,
        stays.principal_code,
        stays.end_date,
        case when parameters.profile = 'cms_like' then 65 else 18 end as minimum_age,
        coalesce(parameters.profile = 'cms_like', false) as is_cms_like,
        parameters.readmit_days,
        follow_up.data_through,
        case when stay_deaths.stay_id is null then false else stay_deaths.is_in_hospital end as is_in_hospital_death,
        episode_stays.is_last,
        facilities.kind as facility_kind,
        planned.logic_level = 'full' as has_full_logic,
        planned.has_surgical_procedure,
        coverage.stay_id is not null as has_prior_coverage,
        coalesce(diagnosis_lists.is_psychiatric, 0) = 1 as is_psychiatric,
        coalesce(diagnosis_lists.is_rehabilitation, 0) = 1 as is_rehabilitation,
        coalesce(diagnosis_lists.is_cancer, 0) = 1 as is_cancer,
        case
            when planned.logic_level <> 'full' then 'NO_COHORT'
            when planned.has_surgical_procedure then 'SURGERY_GYNECOLOGY'
            when stays.principal_ccs is null then 'NO_COHORT'
            else coalesce(diagnosis_lists.cohort, 'MEDICINE')
        end as cohort
    from silver.stays as stays
    cross join config.parameters as parameters
    cross join gold.follow_up as follow_up
    inner join gold.readmission_planned as planned on planned.stay_id = stays.stay_id
    left join silver.episode_stays as episode_stays on episode_stays.stay_id = stays.stay_id
    left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = stays.stay_id
    left join silver.facilities as facilities on facilities.facility_id = stays.facility_id
    left join gold.readmission_coverage as coverage on coverage.stay_id = stays.stay_id
    left join diagnosis_lists on diagnosis_lists.ccs = stays.principal_ccs
),

reasons as (
    select
        described.stay_id,
        described.cohort,
        not described.is_completed as is_not_completed,
        not described.is_acute as is_not_acute,
        coalesce(described.age_hi < described.minimum_age, false) as is_outside_age,
        coalesce(described.is_in_hospital_death, false) as is_died,
        coalesce(not described.is_last, false) or described.disposition = 'TRANSFER_ACUTE' as is_transferred_out,
        described.disposition = 'AMA' as is_against_advice,
        described.has_full_logic and described.is_psychiatric as is_psychiatric,
        described.has_full_logic and described.is_rehabilitation as is_rehabilitation,
        described.has_full_logic and described.is_cancer and not described.has_surgical_procedure as is_medical_cancer,
        coalesce(described.facility_kind = 'cancer_ppsexempt', false) as is_cancer_hospital,
        coalesce(add_days(described.end_date, described.readmit_days) > described.data_through, false) as is_without_followup,
        described.is_cms_like and described.principal_code is null as is_without_diagnosis,
        described.is_cms_like and not described.has_prior_coverage as is_without_coverage,
        described.is_cms_like and described.cohort = 'NO_COHORT' as is_without_cohort,
        described.is_in_hospital_death is null
        or described.age_lo is null
        or described.age_hi is null
        or described.age_lo < described.minimum_age as is_undecided
    from described
),

masks as (
    select
        reasons.*,
        case when reasons.is_not_completed then 1 else 0 end
        + case when reasons.is_not_acute then 2 else 0 end
        + case when reasons.is_outside_age then 4 else 0 end
        + case when reasons.is_died then 8 else 0 end
        + case when reasons.is_transferred_out then 16 else 0 end
        + case when reasons.is_against_advice then 32 else 0 end
        + case when reasons.is_psychiatric then 64 else 0 end
        + case when reasons.is_rehabilitation then 128 else 0 end
        + case when reasons.is_medical_cancer then 256 else 0 end
        + case when reasons.is_cancer_hospital then 512 else 0 end
        + case when reasons.is_without_followup then 1024 else 0 end
        + case when reasons.is_without_diagnosis then 2048 else 0 end
        + case when reasons.is_without_coverage then 4096 else 0 end
        + case when reasons.is_without_cohort then 8192 else 0 end as known_mask
    from reasons
),

listed as (
    select
        masks.stay_id,
        masks.cohort,
        -- Undecided counts only where nothing else takes the stay out.
        case when masks.known_mask = 0 and masks.is_undecided then 16384 else masks.known_mask end as exclusion_mask,
        case when masks.is_not_completed then ',NOT_COMPLETED' else '' end
        || case when masks.is_not_acute then ',NOT_ACUTE' else '' end
        || case when masks.is_outside_age then ',AGE' else '' end
        || case when masks.is_died then ',DIED' else '' end
        || case when masks.is_transferred_out then ',TRANSFERRED_OUT' else '' end
        || case when masks.is_against_advice then ',AMA' else '' end
        || case when masks.is_psychiatric then ',PSYCH' else '' end
        || case when masks.is_rehabilitation then ',REHAB' else '' end
        || case when masks.is_medical_cancer then ',CANCER_MEDICAL' else '' end
        || case when masks.is_cancer_hospital then ',CANCER_HOSPITAL' else '' end
        || case when masks.is_without_followup then ',NO_FOLLOWUP' else '' end
        || case when masks.is_without_diagnosis then ',NO_PRINCIPAL_DX' else '' end
        || case when masks.is_without_coverage then ',NO_COVERAGE' else '' end
        || case when masks.is_without_cohort then ',NO_COHORT' else '' end
        || case when masks.known_mask = 0 and masks.is_undecided then ',UNDETERMINED' else '' end as reasons_text
    from masks
)

select
    listed.stay_id,
    listed.cohort,
    cast(listed.exclusion_mask as int) as exclusion_mask,
    nullif(split_part(substring(listed.reasons_text, 2), ',', 1), '') as first_exclusion,
    nullif(substring(listed.reasons_text, 2), '') as exclusions
from listed
