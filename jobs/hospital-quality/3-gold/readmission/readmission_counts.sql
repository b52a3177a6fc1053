-- Index discharges, returns and exclusions per cell: overall, hospital, department, month and the other strata.
with cells as (
    select
        case
            when grouping(facts.department) = 0 then 'department'
            when grouping(facts.facility_id) = 0 and grouping(facts.discharge_month) = 0 then 'facility_month'
            when grouping(facts.facility_id) = 0 then 'facility'
            when grouping(facts.discharge_month) = 0 then 'month'
            when grouping(facts.condition) = 0 then 'condition'
            when grouping(facts.cohort) = 0 then 'cohort'
            when grouping(facts.age_band) = 0 then 'age_band'
            when grouping(facts.sex) = 0 then 'sex'
            when grouping(facts.disposition) = 0 then 'disposition'
            else 'overall'
        end as stratum_type,
        facts.facility_id,
        facts.department,
        facts.discharge_month,
        facts.condition,
        facts.cohort,
        facts.age_band,
        facts.sex,
        facts.disposition,
        count(*) filter (where facts.numerator) as n_readmitted,
        count(*) filter (where facts.is_index) as n_index,
        count(*) filter (where facts.first_exclusion = 'NOT_COMPLETED') as n_not_completed,
        count(*) filter (where facts.first_exclusion = 'NOT_ACUTE') as n_not_acute,
        count(*) filter (where facts.first_exclusion = 'AGE') as n_age,
        count(*) filter (where facts.first_exclusion = 'DIED') as n_died,
        count(*) filter (where facts.first_exclusion = 'TRANSFERRED_OUT') as n_transferred_out,
        count(*) filter (where facts.first_exclusion = 'AMA') as n_ama,
        count(*) filter (where facts.first_exclusion = 'PSYCH') as n_psych,
        count(*) filter (where facts.first_exclusion = 'REHAB') as n_rehab,
        count(*) filter (where facts.first_exclusion = 'CANCER_MEDICAL') as n_cancer_medical,
        count(*) filter (where facts.first_exclusion = 'CANCER_HOSPITAL') as n_cancer_hospital,
        count(*) filter (where facts.first_exclusion = 'NO_FOLLOWUP') as n_no_followup,
        count(*) filter (where facts.first_exclusion = 'NO_PRINCIPAL_DX') as n_no_principal_dx,
        count(*) filter (where facts.first_exclusion = 'NO_COVERAGE') as n_no_coverage,
        count(*) filter (where facts.first_exclusion = 'NO_COHORT') as n_no_cohort,
        count(*) filter (where facts.first_exclusion = 'UNDETERMINED') as n_undetermined,
        count(*) filter (where facts.is_index and facts.next_planned_basis in ('PR1', 'PR2', 'PR3') and facts.days is not null) as n_planned,
        count(*) filter (where facts.is_index and facts.next_planned_basis = 'unknown' and facts.days is not null) as n_unknown_plan,
        count(*) filter (where facts.is_index and facts.died_30d) as n_died_30d,
        count(*) filter (where facts.is_index and facts.logic_level = 'reduced') as n_reduced_logic,
        avg(case when facts.numerator then cast(facts.days as double) end) as mean_days,
        median(case when facts.numerator then cast(facts.days as double) end) as median_days
    from gold.fact_readmission as facts
    group by grouping sets (
        (),
        (facts.facility_id),
        (facts.facility_id, facts.department),
        (facts.facility_id, facts.discharge_month),
        (facts.discharge_month),
        (facts.condition),
        (facts.cohort),
        (facts.age_band),
        (facts.sex),
        (facts.disposition)
    )
)

select
    case when cells.stratum_type in ('month', 'facility_month') then cells.discharge_month else 'all' end as period,
    case when cells.stratum_type in ('facility', 'department', 'facility_month') then cells.facility_id else 'ALL' end as facility_id,
    cells.stratum_type,
    case cells.stratum_type
        when 'overall' then 'all'
        when 'facility' then cells.facility_id
        when 'department' then cells.department
        when 'facility_month' then cells.discharge_month
        when 'month' then cells.discharge_month
        when 'condition' then cells.condition
        when 'cohort' then cells.cohort
        when 'age_band' then cells.age_band
        when 'sex' then cells.sex
        else cells.disposition
    end as stratum_value,
    cells.n_readmitted,
    cells.n_index,
    cells.n_not_completed,
    cells.n_not_acute,
    cells.n_age,
    cells.n_died,
    cells.n_transferred_out,
    cells.n_ama,
    cells.n_psych,
    cells.n_rehab,
    cells.n_cancer_medical,
    cells.n_cancer_hospital,
    cells.n_no_followup,
    cells.n_no_principal_dx,
    cells.n_no_coverage,
    cells.n_no_cohort,
    cells.n_undetermined,
    cells.n_planned,
    cells.n_unknown_plan,
    cells.n_died_30d,
    cells.n_reduced_logic,
    cells.mean_days,
    cells.median_days
from cells
-- A stay without a day of discharge has no month: it is counted overall and at its hospital only.
where not (cells.stratum_type in ('month', 'facility_month') and cells.discharge_month is null)
