-- M3, infections per patient-days and admissions, with exact (Garwood) Poisson intervals; above the table of limits Byar's approximation.
with value_sets as (
    select max(case when codes.value_set = 'vs_infection' then codes.version end) as infection_version
    from valuesets.codes as codes
),

measures as (
    select 'M3_HO_PER_1000_PATIENT_DAYS' as measure, counts.n_ho as events, counts.patient_days as denominator, cast(1000 as double) as per, 'per_1000_patient_days' as unit, counts.*
    from gold.infection_counts as counts

    union all

    select 'M3_HO_PER_1000_ADMISSIONS' as measure, counts.n_ho as events, counts.admissions as denominator, cast(1000 as double) as per, 'per_1000_admissions' as unit, counts.*
    from gold.infection_counts as counts

    union all

    select 'M3_POA_PER_100_ADMISSIONS' as measure, counts.n_poa as events, counts.admissions as denominator, cast(100 as double) as per, 'per_100_admissions' as unit, counts.*
    from gold.infection_counts as counts
),

counted as (
    select
        measures.*,
        cast(measures.events as double) as n,
        cast(measures.events + 1 as double) as n_plus_1,
        cast(1.959963984540054 as double) as z
    from measures
),

bounded as (
    select
        counted.*,
        case
            when limits.events is not null then limits.lower
            when counted.events = 0 then cast(0 as double)
            else counted.n * power(1 - 1 / nullif(9 * counted.n, 0) - counted.z / nullif(3 * sqrt(counted.n), 0), 3)
        end as events_lo,
        case
            when limits.events is not null then limits.upper
            else counted.n_plus_1 * power(1 - 1 / nullif(9 * counted.n_plus_1, 0) + counted.z / nullif(3 * sqrt(counted.n_plus_1), 0), 3)
        end as events_hi
    from counted
    left join config.poisson_limits as limits on limits.events = counted.events
)

select
    bounded.measure,
    bounded.period,
    bounded.facility_id,
    bounded.stratum_type,
    bounded.stratum_value,
    cast(bounded.events as double) as numerator,
    cast(bounded.denominator as double) as denominator,
    bounded.per * bounded.events / nullif(cast(bounded.denominator as double), 0) as value,
    bounded.per * bounded.events_lo / nullif(cast(bounded.denominator as double), 0) as ci_lo,
    bounded.per * bounded.events_hi / nullif(cast(bounded.denominator as double), 0) as ci_hi,
    bounded.unit,
    cast(bounded.n_excluded_stay + bounded.n_not_attached + bounded.n_not_counted as bigint) as n_excluded,
    cast(bounded.n_undetermined as bigint) as n_undetermined,
    substring(
        case when bounded.n_excluded_stay > 0 then ';EXCLUDED_STAY=' || cast(bounded.n_excluded_stay as string) else '' end
        || case when bounded.n_not_attached > 0 then ';NOT_ATTACHED=' || cast(bounded.n_not_attached as string) else '' end
        || case when bounded.n_not_counted > 0 then ';NOT_COUNTED=' || cast(bounded.n_not_counted as string) else '' end
        || case when bounded.n_undetermined > 0 then ';UNDETERMINED=' || cast(bounded.n_undetermined as string) else '' end
        || case when bounded.n_by_hours > 0 then ';n_by_hours=' || cast(bounded.n_by_hours as string) else '' end
        || case when bounded.n_ho_stays > 0 then ';n_ho_stays=' || cast(bounded.n_ho_stays as string) else '' end
        || case when bounded.n_mentions > 0 then ';n_mentions=' || cast(bounded.n_mentions as string) else '' end
        || case when bounded.n_other_groups > 0 then ';n_other_groups=' || cast(bounded.n_other_groups as string) else '' end
        || case when bounded.n_post > 0 then ';n_post_discharge=' || cast(bounded.n_post as string) else '' end
        || case when bounded.n_recorded > 0 then ';n_recorded=' || cast(bounded.n_recorded as string) else '' end,
        2
    ) as detail,
    parameters.spec_version,
    'vs_infection=' || coalesce(value_sets.infection_version, 'none') as value_set_version,
    parameters.as_of
from bounded
cross join config.parameters as parameters
cross join value_sets
