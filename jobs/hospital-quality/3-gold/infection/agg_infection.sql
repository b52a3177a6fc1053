-- M3, infections per patient-days and admissions, with exact (Garwood) Poisson intervals; beyond the table of limits Byar's approximation.
with value_sets as (
    select max(groups.version) as version
    from gold.infection_groups as groups
),

measures as (
    select 'M3_HO_PER_1000_PATIENT_DAYS' as measure, 1000e0 as per, 'per_1000_patient_days' as unit, counts.n_ho as events, counts.patient_days as exposure, counts.*
    from gold.infection_counts as counts

    union all

    select 'M3_HO_PER_1000_ADMISSIONS' as measure, 1000e0 as per, 'per_1000_admissions' as unit, counts.n_ho as events, counts.admissions as exposure, counts.*
    from gold.infection_counts as counts

    union all

    select 'M3_POA_PER_100_ADMISSIONS' as measure, 100e0 as per, 'per_100_admissions' as unit, counts.n_poa as events, counts.admissions as exposure, counts.*
    from gold.infection_counts as counts
),

doubles as (
    select
        measures.*,
        cast(measures.events as double) as numerator,
        cast(measures.exposure as double) as denominator,
        nullif(cast(measures.events as double), 0) as some_events,
        cast(measures.events as double) + 1 as one_more,
        1.959963984540054e0 as z
    from measures
),

bounded as (
    select
        doubles.*,
        coalesce(
            limits.lower,
            doubles.some_events * power(1 - 1 / nullif(9 * doubles.some_events, 0) - doubles.z / nullif(3 * sqrt(doubles.some_events), 0), 3),
            0e0
        ) as events_lo,
        coalesce(
            limits.upper,
            doubles.one_more * power(1 - 1 / nullif(9 * doubles.one_more, 0) + doubles.z / nullif(3 * sqrt(doubles.one_more), 0), 3)
        ) as events_hi
    from doubles
    left join config.poisson_limits as limits on limits.events = doubles.events
)

select
    bounded.measure,
    bounded.period,
    bounded.facility_id,
    bounded.stratum_type,
    bounded.stratum_value,
    bounded.numerator,
    bounded.denominator,
    bounded.per * bounded.numerator / nullif(bounded.denominator, 0) as value,
    bounded.per * bounded.events_lo / nullif(bounded.denominator, 0) as ci_lo,
    bounded.per * bounded.events_hi / nullif(bounded.denominator, 0) as ci_hi,
    bounded.unit,
    bounded.n_excluded_stay + bounded.n_not_attached + bounded.n_not_counted as n_excluded,
    bounded.n_undetermined,
    substring(
        case when bounded.n_excluded_stay > 0 then ';EXCLUDED_STAY=' || cast(bounded.n_excluded_stay as string) else '' end
        || case when bounded.n_not_attached > 0 then ';NOT_ATTACHED=' || cast(bounded.n_not_attached as string) else '' end
        || case when bounded.n_not_counted > 0 then ';NOT_COUNTED=' || cast(bounded.n_not_counted as string) else '' end
        || case when bounded.n_undetermined > 0 then ';UNDETERMINED=' || cast(bounded.n_undetermined as string) else '' end
        || case when bounded.n_by_hours > 0 then ';n_by_hours=' || cast(bounded.n_by_hours as string) else '' end
        || case when bounded.n_ho_stays > 0 then ';n_ho_stays=' || cast(bounded.n_ho_stays as string) else '' end
        || case when bounded.n_mdro > 0 then ';n_mdro=' || cast(bounded.n_mdro as string) else '' end
        || case when bounded.n_mentions > 0 then ';n_mentions=' || cast(bounded.n_mentions as string) else '' end
        || case when bounded.n_post > 0 then ';n_post_discharge=' || cast(bounded.n_post as string) else '' end
        || case when bounded.n_recorded > 0 then ';n_recorded=' || cast(bounded.n_recorded as string) else '' end
        || case when bounded.n_resp_viral > 0 then ';n_resp_viral=' || cast(bounded.n_resp_viral as string) else '' end
        || case when bounded.n_ssi > 0 then ';n_ssi=' || cast(bounded.n_ssi as string) else '' end,
        2
    ) as detail,
    parameters.spec_version,
    'vs_infection=' || coalesce(value_sets.version, 'none') as value_set_version,
    parameters.as_of
from bounded
cross join config.parameters as parameters
cross join value_sets
