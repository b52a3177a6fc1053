-- M4, mean length of stay: sum of days and number of stays per cell, with the other statistics as text.
with value_sets as (
    select max(case when codes.value_set = 'ccs_dx' then codes.version end) as ccs_version
    from valuesets.codes as codes
)

select
    statistics.measure,
    statistics.period,
    statistics.facility_id,
    statistics.stratum_type,
    statistics.stratum_value,
    cast(statistics.sum_days as double) as numerator,
    cast(statistics.n as double) as denominator,
    statistics.mean_days as value,
    cast(null as double) as ci_lo,
    cast(null as double) as ci_hi,
    'days' as unit,
    statistics.n_open
    + statistics.n_missing_start
    + statistics.n_missing_end
    + statistics.n_partial_date
    + statistics.n_end_before_start
    + statistics.n_los_ge_365
    + statistics.n_not_completed as n_excluded,
    cast(0 as bigint) as n_undetermined,
    substring(
        case when statistics.n_end_before_start > 0 then ';END_BEFORE_START=' || cast(statistics.n_end_before_start as string) else '' end
        || case when statistics.n_los_ge_365 > 0 then ';LOS_GE_365=' || cast(statistics.n_los_ge_365 as string) else '' end
        || case when statistics.n_missing_end > 0 then ';MISSING_END=' || cast(statistics.n_missing_end as string) else '' end
        || case when statistics.n_missing_start > 0 then ';MISSING_START=' || cast(statistics.n_missing_start as string) else '' end
        || case when statistics.n_not_completed > 0 then ';NOT_COMPLETED=' || cast(statistics.n_not_completed as string) else '' end
        || case when statistics.n_open > 0 then ';OPEN=' || cast(statistics.n_open as string) else '' end
        || case when statistics.n_partial_date > 0 then ';PARTIAL_DATE=' || cast(statistics.n_partial_date as string) else '' end
        || case when statistics.geometric_mean_days is not null then ';geometric_mean=' || cast(cast(statistics.geometric_mean_days as decimal(19, 4)) as string) else '' end
        || case when statistics.median_days is not null then ';median=' || cast(cast(statistics.median_days as decimal(19, 4)) as string) else '' end
        || case when statistics.n_died > 0 then ';n_died=' || cast(statistics.n_died as string) else '' end
        || case when statistics.n_end_derived > 0 then ';n_end_derived=' || cast(statistics.n_end_derived as string) else '' end
        || case when statistics.n_transferred_out > 0 then ';n_transferred_out=' || cast(statistics.n_transferred_out as string) else '' end
        || case when statistics.p25_days is not null then ';p25=' || cast(cast(statistics.p25_days as decimal(19, 4)) as string) else '' end
        || case when statistics.p75_days is not null then ';p75=' || cast(cast(statistics.p75_days as decimal(19, 4)) as string) else '' end
        || case when statistics.p90_days is not null then ';p90=' || cast(cast(statistics.p90_days as decimal(19, 4)) as string) else '' end
        || case when statistics.p95_days is not null then ';p95=' || cast(cast(statistics.p95_days as decimal(19, 4)) as string) else '' end
        || case when statistics.sd_days is not null then ';sd=' || cast(cast(statistics.sd_days as decimal(19, 4)) as string) else '' end
        || case when statistics.n > 0 then ';sum_ln=' || cast(cast(statistics.sum_ln as decimal(19, 4)) as string) || ';sum_sq=' || cast(statistics.sum_sq as string) else '' end,
        2
    ) as detail,
    parameters.spec_version,
    'ccs_dx=' || coalesce(value_sets.ccs_version, 'none') as value_set_version,
    parameters.as_of
from gold.length_of_stay_statistics as statistics
cross join config.parameters as parameters
cross join value_sets
