-- Every measure in one tidy table: one row per measure, period, hospital and group.
with aggregates as (
    select
        readmission.measure,
        readmission.period,
        readmission.facility_id,
        readmission.stratum_type,
        readmission.stratum_value,
        readmission.numerator,
        readmission.denominator,
        readmission.value,
        readmission.ci_lo,
        readmission.ci_hi,
        readmission.unit,
        readmission.n_excluded,
        readmission.n_undetermined,
        readmission.detail,
        readmission.spec_version,
        readmission.value_set_version,
        readmission.as_of
    from gold.agg_readmission as readmission

    union all

    select
        mortality.measure,
        mortality.period,
        mortality.facility_id,
        mortality.stratum_type,
        mortality.stratum_value,
        mortality.numerator,
        mortality.denominator,
        mortality.value,
        mortality.ci_lo,
        mortality.ci_hi,
        mortality.unit,
        mortality.n_excluded,
        mortality.n_undetermined,
        mortality.detail,
        mortality.spec_version,
        mortality.value_set_version,
        mortality.as_of
    from gold.agg_mortality as mortality

    union all

    select
        infection.measure,
        infection.period,
        infection.facility_id,
        infection.stratum_type,
        infection.stratum_value,
        infection.numerator,
        infection.denominator,
        infection.value,
        infection.ci_lo,
        infection.ci_hi,
        infection.unit,
        infection.n_excluded,
        infection.n_undetermined,
        infection.detail,
        infection.spec_version,
        infection.value_set_version,
        infection.as_of
    from gold.agg_infection as infection

    union all

    select
        length_of_stay.measure,
        length_of_stay.period,
        length_of_stay.facility_id,
        length_of_stay.stratum_type,
        length_of_stay.stratum_value,
        length_of_stay.numerator,
        length_of_stay.denominator,
        length_of_stay.value,
        length_of_stay.ci_lo,
        length_of_stay.ci_hi,
        length_of_stay.unit,
        length_of_stay.n_excluded,
        length_of_stay.n_undetermined,
        length_of_stay.detail,
        length_of_stay.spec_version,
        length_of_stay.value_set_version,
        length_of_stay.as_of
    from gold.agg_length_of_stay as length_of_stay
)

select
    aggregates.measure,
    case aggregates.measure
        when 'M1' then 'Unplanned readmission within 30 days'
        when 'M2A' then 'Death in hospital'
        when 'M2A_EPISODE' then 'Death in hospital, transfers counted once'
        when 'M2B' then 'Death within 30 days of admission'
        when 'M2B_BEFORE_DRAW' then 'Death within 30 days of admission, undrawn'
        when 'M2C' then 'Death within 30 days of discharge'
        when 'M3_HO_PER_1000_PATIENT_DAYS' then 'Hospital-onset infections per 1,000 patient-days'
        when 'M3_HO_PER_1000_ADMISSIONS' then 'Hospital-onset infections per 1,000 admissions'
        when 'M3_POA_PER_100_ADMISSIONS' then 'Infections on admission per 100 admissions'
        when 'M4_LOS' then 'Mean length of stay in days'
        else aggregates.measure
    end as name,
    aggregates.period,
    aggregates.facility_id,
    coalesce(facilities.name, aggregates.facility_id) as facility_name,
    aggregates.stratum_type,
    aggregates.stratum_value,
    aggregates.numerator,
    aggregates.denominator,
    aggregates.value,
    aggregates.ci_lo,
    aggregates.ci_hi,
    aggregates.unit,
    case aggregates.unit
        when 'proportion' then 1
        when 'per_1000_patient_days' then 1000
        when 'per_1000_admissions' then 1000
        when 'per_100_admissions' then 100
        else 1
    end as per,
    aggregates.n_excluded,
    aggregates.n_undetermined,
    aggregates.denominator < parameters.min_publish_n as is_small_n,
    aggregates.detail,
    case when aggregates.measure in ('M2B', 'M2B_BEFORE_DRAW', 'M2C') then parameters.death_feed end as death_feed,
    aggregates.spec_version,
    parameters.params_hash,
    aggregates.value_set_version,
    aggregates.as_of
from aggregates
cross join config.parameters as parameters
left join silver.facilities as facilities on facilities.facility_id = aggregates.facility_id
