-- M4, length of stay: of acute stays in every group; of the other settings, and of whole episodes, as groups of their own.
with value_sets as (
    select max(case when codes.value_set = 'ccs_dx' then codes.version end) as ccs_version
    from valuesets.codes as codes
),

cells as (
    select
        statistics.*,
        statistics.n_open
        + statistics.n_missing_start
        + statistics.n_missing_end
        + statistics.n_end_before_start
        + statistics.n_partial_date
        + statistics.n_los_ge_365
        + statistics.n_not_completed as n_excluded
    from gold.length_of_stay_statistics as statistics
    where statistics.setting = 'ACUTE' or statistics.stratum_type in ('overall', 'facility')
)

select
    'M4_LOS' as measure,
    cells.period,
    cells.facility_id,
    case
        when cells.setting = 'ACUTE' then cells.stratum_type
        when cells.stratum_type = 'overall' then 'setting'
        else 'facility_setting'
    end as stratum_type,
    case when cells.setting = 'ACUTE' then cells.stratum_value else cells.setting end as stratum_value,
    cast(cells.sum_days as double) as numerator,
    cast(cells.n_stays as double) as denominator,
    cells.mean_days as value,
    cast(null as double) as ci_lo,
    cast(null as double) as ci_hi,
    'days' as unit,
    cells.n_excluded,
    cast(0 as bigint) as n_undetermined,
    substring(
        case when cells.n_end_before_start > 0 then ';END_BEFORE_START=' || cast(cells.n_end_before_start as string) else '' end
        || case when cells.n_los_ge_365 > 0 then ';LOS_GE_365=' || cast(cells.n_los_ge_365 as string) else '' end
        || case when cells.n_missing_end > 0 then ';MISSING_END=' || cast(cells.n_missing_end as string) else '' end
        || case when cells.n_missing_start > 0 then ';MISSING_START=' || cast(cells.n_missing_start as string) else '' end
        || case when cells.n_not_completed > 0 then ';NOT_COMPLETED=' || cast(cells.n_not_completed as string) else '' end
        || case when cells.n_open > 0 then ';OPEN=' || cast(cells.n_open as string) else '' end
        || case when cells.n_partial_date > 0 then ';PARTIAL_DATE=' || cast(cells.n_partial_date as string) else '' end
        || case when cells.geometric_mean_days is not null then ';geometric_mean=' || cast(cast(floor(cells.geometric_mean_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end
        || case when cells.median_days is not null then ';median=' || cast(cast(floor(cells.median_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end
        || case when cells.n_end_derived > 0 then ';n_end_derived=' || cast(cells.n_end_derived as string) else '' end
        || case when cells.n_transferred_out > 0 then ';n_transferred_out=' || cast(cells.n_transferred_out as string) else '' end
        || case when cells.p25_days is not null then ';p25=' || cast(cast(floor(cells.p25_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end
        || case when cells.p75_days is not null then ';p75=' || cast(cast(floor(cells.p75_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end
        || case when cells.p90_days is not null then ';p90=' || cast(cast(floor(cells.p90_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end
        || case when cells.p95_days is not null then ';p95=' || cast(cast(floor(cells.p95_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end
        || case when cells.sd_days is not null then ';sd=' || cast(cast(floor(cells.sd_days * 100 + 0.5e0) / 100 as decimal(19, 2)) as string) else '' end,
        2
    ) as detail,
    parameters.spec_version,
    'ccs_dx=' || coalesce(value_sets.ccs_version, 'none') as value_set_version,
    parameters.as_of
from cells
cross join config.parameters as parameters
cross join value_sets
