-- Planned Readmission Algorithm v4: was the stay itself planned? Any stay can follow an index, so every inpatient stay has a row.
with procedure_lists as (
    select
        codes.code as ccs,
        max(case when codes.value_set = 'pra_pr1_procedures' then 1 else 0 end) as is_always_planned,
        max(case when codes.value_set = 'pra_pr3_procedures' then 1 else 0 end) as is_potentially_planned,
        max(case when codes.value_set = 'hwr_surgical_procedures' then 1 else 0 end) as is_surgical
    from valuesets.codes as codes
    where codes.value_set in ('pra_pr1_procedures', 'pra_pr3_procedures', 'hwr_surgical_procedures')
    group by codes.code
),

diagnosis_lists as (
    select
        codes.code as ccs,
        max(case when codes.value_set = 'pra_pr2_diagnoses' then 1 else 0 end) as is_always_planned,
        max(case when codes.value_set = 'pra_pr4_acute_diagnoses' then 1 else 0 end) as is_acute
    from valuesets.codes as codes
    where codes.value_set in ('pra_pr2_diagnoses', 'pra_pr4_acute_diagnoses')
    group by codes.code
),

stay_procedures as (
    select
        procedures.stay_id,
        count(procedure_codes.code) as code_count,
        count(procedure_codes.ccs) as mapped_count,
        max(coalesce(procedure_lists.is_always_planned, 0)) as has_always_planned,
        max(coalesce(procedure_lists.is_potentially_planned, 0)) as has_potentially_planned,
        max(coalesce(procedure_lists.is_surgical, 0)) as has_surgical
    from silver.procedures as procedures
    inner join silver.procedure_codes as procedure_codes on procedure_codes.procedure_id = procedures.procedure_id
    left join procedure_lists on procedure_lists.ccs = procedure_codes.ccs
    where procedures.stay_id is not null
        and not procedures.is_excluded
    group by procedures.stay_id
),

evidence as (
    select
        stays.stay_id,
        stays.principal_ccs,
        coalesce(stay_procedures.has_always_planned, 0) = 1 as has_always_planned,
        coalesce(stay_procedures.has_potentially_planned, 0) = 1 as has_potentially_planned,
        coalesce(stay_procedures.has_surgical, 0) = 1 as has_surgical_procedure,
        coalesce(diagnosis_lists.is_always_planned, 0) = 1 as is_always_planned_diagnosis,
        coalesce(diagnosis_lists.is_acute, 0) = 1 as is_acute_diagnosis,
        not coalesce(parameters.has_ccs, false)
        or (
            (stays.principal_code is not null or coalesce(stay_procedures.code_count, 0) > 0)
            and stays.principal_ccs is null
            and coalesce(stay_procedures.mapped_count, 0) = 0
        ) as is_reduced
    from silver.stays as stays
    cross join config.parameters as parameters
    left join stay_procedures on stay_procedures.stay_id = stays.stay_id
    left join diagnosis_lists on diagnosis_lists.ccs = stays.principal_ccs
),

classified as (
    select
        evidence.stay_id,
        case when evidence.is_reduced then 'reduced' else 'full' end as logic_level,
        case
            when evidence.is_reduced then 'none'
            when evidence.has_always_planned then 'PR1'
            when evidence.is_always_planned_diagnosis then 'PR2'
            when evidence.has_potentially_planned and evidence.principal_ccs is null then 'unknown'
            when evidence.has_potentially_planned and not evidence.is_acute_diagnosis then 'PR3'
            else 'none'
        end as planned_basis,
        evidence.has_surgical_procedure and not evidence.is_reduced as has_surgical_procedure
    from evidence
)

select
    classified.stay_id,
    classified.logic_level,
    classified.planned_basis,
    classified.planned_basis in ('PR1', 'PR2', 'PR3') as is_planned,
    classified.has_surgical_procedure
from classified
