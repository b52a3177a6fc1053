-- M1, unplanned readmission within 30 days of discharge: rate per cell with its Wilson interval.
with value_sets as (
    select
        max(case when codes.value_set = 'pra_pr1_procedures' then codes.version end) as rules_version,
        max(case when codes.value_set = 'ccs_dx' then codes.version end) as ccs_version
    from valuesets.codes as codes
),

cells as (
    select
        counts.*,
        cast(counts.n_readmitted as double) as numerator,
        cast(counts.n_index as double) as denominator,
        cast(counts.n_readmitted as double) / nullif(cast(counts.n_index as double), 0) as proportion,
        cast(1.959963984540054 as double) as z
    from gold.readmission_counts as counts
),

bounds as (
    select
        cells.*,
        (cells.proportion + cells.z * cells.z / nullif(2 * cells.denominator, 0))
        / nullif(1 + cells.z * cells.z / nullif(cells.denominator, 0), 0) as centre,
        cells.z
        * sqrt(
            cells.proportion * (1 - cells.proportion) / nullif(cells.denominator, 0)
            + cells.z * cells.z / nullif(4 * cells.denominator * cells.denominator, 0)
        )
        / nullif(1 + cells.z * cells.z / nullif(cells.denominator, 0), 0) as half_width
    from cells
),

details as (
    select
        bounds.*,
        case when bounds.n_age > 0 then ';AGE=' || cast(bounds.n_age as string) else '' end
        || case when bounds.n_ama > 0 then ';AMA=' || cast(bounds.n_ama as string) else '' end
        || case when bounds.n_cancer_hospital > 0 then ';CANCER_HOSPITAL=' || cast(bounds.n_cancer_hospital as string) else '' end
        || case when bounds.n_cancer_medical > 0 then ';CANCER_MEDICAL=' || cast(bounds.n_cancer_medical as string) else '' end
        || case when bounds.n_died > 0 then ';DIED=' || cast(bounds.n_died as string) else '' end
        || case when bounds.n_not_acute > 0 then ';NOT_ACUTE=' || cast(bounds.n_not_acute as string) else '' end
        || case when bounds.n_not_completed > 0 then ';NOT_COMPLETED=' || cast(bounds.n_not_completed as string) else '' end
        || case when bounds.n_no_cohort > 0 then ';NO_COHORT=' || cast(bounds.n_no_cohort as string) else '' end
        || case when bounds.n_no_coverage > 0 then ';NO_COVERAGE=' || cast(bounds.n_no_coverage as string) else '' end
        || case when bounds.n_no_followup > 0 then ';NO_FOLLOWUP=' || cast(bounds.n_no_followup as string) else '' end
        || case when bounds.n_no_principal_dx > 0 then ';NO_PRINCIPAL_DX=' || cast(bounds.n_no_principal_dx as string) else '' end
        || case when bounds.n_psych > 0 then ';PSYCH=' || cast(bounds.n_psych as string) else '' end
        || case when bounds.n_rehab > 0 then ';REHAB=' || cast(bounds.n_rehab as string) else '' end
        || case when bounds.n_transferred_out > 0 then ';TRANSFERRED_OUT=' || cast(bounds.n_transferred_out as string) else '' end
        || case when bounds.n_undetermined > 0 then ';UNDETERMINED=' || cast(bounds.n_undetermined as string) else '' end as excluded_text,
        case when bounds.mean_days is not null then ';mean_days=' || cast(cast(floor(bounds.mean_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end
        || case when bounds.median_days is not null then ';median_days=' || cast(cast(floor(bounds.median_days * 10 + 0.5e0) / 10 as decimal(19, 1)) as string) else '' end
        || case when bounds.n_died_30d > 0 then ';n_died_30d=' || cast(bounds.n_died_30d as string) else '' end
        || case when bounds.n_planned > 0 then ';n_planned=' || cast(bounds.n_planned as string) else '' end
        || case when bounds.n_reduced_logic > 0 then ';n_reduced_logic=' || cast(bounds.n_reduced_logic as string) else '' end
        || case when bounds.n_unknown_plan > 0 then ';n_unknown_plan=' || cast(bounds.n_unknown_plan as string) else '' end as other_text
    from bounds
)

select
    'M1' as measure,
    details.period,
    details.facility_id,
    details.stratum_type,
    details.stratum_value,
    details.numerator,
    details.denominator,
    details.proportion as value,
    case when details.denominator > 0 then greatest(details.centre - details.half_width, cast(0 as double)) end as ci_lo,
    case when details.denominator > 0 then least(details.centre + details.half_width, cast(1 as double)) end as ci_hi,
    'proportion' as unit,
    details.n_not_completed + details.n_not_acute + details.n_age + details.n_died + details.n_transferred_out + details.n_ama
    + details.n_psych + details.n_rehab + details.n_cancer_medical + details.n_cancer_hospital + details.n_no_followup
    + details.n_no_principal_dx + details.n_no_coverage + details.n_no_cohort as n_excluded,
    details.n_undetermined,
    substring(details.excluded_text || details.other_text, 2) as detail,
    parameters.spec_version,
    'pra_v4=' || coalesce(value_sets.rules_version, 'none') || ';ccs_dx=' || coalesce(value_sets.ccs_version, 'none') as value_set_version,
    parameters.as_of
from details
cross join config.parameters as parameters
cross join value_sets
