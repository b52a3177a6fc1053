-- Statistics of length of stay per cell. Sums add up, so that roll-ups are exact; percentiles by linear interpolation between neighbours in order (type 7).
with ordered as (
    select
        histogram.setting,
        histogram.period,
        histogram.facility_id,
        histogram.stratum_type,
        histogram.stratum_value,
        histogram.los_days,
        cast(histogram.los_days as double) as days,
        histogram.n_stays,
        sum(histogram.n_stays) over (
            partition by histogram.setting, histogram.period, histogram.facility_id, histogram.stratum_type, histogram.stratum_value
            order by histogram.los_days
            rows between unbounded preceding and current row
        ) as n_up_to,
        sum(histogram.n_stays) over (
            partition by histogram.setting, histogram.period, histogram.facility_id, histogram.stratum_type, histogram.stratum_value
        ) - 1 as last_rank
    from gold.length_of_stay_histogram as histogram
    where histogram.exclusion = 'none'
),

described as (
    select
        ordered.setting,
        ordered.period,
        ordered.facility_id,
        ordered.stratum_type,
        ordered.stratum_value,
        sum(ordered.n_stays) as n_stays,
        sum(ordered.n_stays * ordered.los_days) as sum_days,
        sum(ordered.n_stays * ordered.los_days * ordered.los_days) as sum_sq_days,
        sum(ordered.n_stays * ln(ordered.days)) as sum_ln_days,
        max(ordered.last_rank * 25 / 100) as rank_25,
        min(case when ordered.n_up_to > floor(ordered.last_rank * 25 / 100) then ordered.days end) as below_25,
        min(case when ordered.n_up_to > ceil(ordered.last_rank * 25 / 100) then ordered.days end) as above_25,
        max(ordered.last_rank * 50 / 100) as rank_50,
        min(case when ordered.n_up_to > floor(ordered.last_rank * 50 / 100) then ordered.days end) as below_50,
        min(case when ordered.n_up_to > ceil(ordered.last_rank * 50 / 100) then ordered.days end) as above_50,
        max(ordered.last_rank * 75 / 100) as rank_75,
        min(case when ordered.n_up_to > floor(ordered.last_rank * 75 / 100) then ordered.days end) as below_75,
        min(case when ordered.n_up_to > ceil(ordered.last_rank * 75 / 100) then ordered.days end) as above_75,
        max(ordered.last_rank * 90 / 100) as rank_90,
        min(case when ordered.n_up_to > floor(ordered.last_rank * 90 / 100) then ordered.days end) as below_90,
        min(case when ordered.n_up_to > ceil(ordered.last_rank * 90 / 100) then ordered.days end) as above_90,
        max(ordered.last_rank * 95 / 100) as rank_95,
        min(case when ordered.n_up_to > floor(ordered.last_rank * 95 / 100) then ordered.days end) as below_95,
        min(case when ordered.n_up_to > ceil(ordered.last_rank * 95 / 100) then ordered.days end) as above_95
    from ordered
    group by ordered.setting, ordered.period, ordered.facility_id, ordered.stratum_type, ordered.stratum_value
),

counted as (
    select
        histogram.setting,
        histogram.period,
        histogram.facility_id,
        histogram.stratum_type,
        histogram.stratum_value,
        sum(histogram.sum_midnights) as sum_midnights,
        sum(histogram.sum_hours) as sum_hours,
        sum(histogram.n_with_hours) as n_with_hours,
        sum(histogram.n_transferred_out) as n_transferred_out,
        sum(histogram.n_end_derived) as n_end_derived,
        coalesce(sum(histogram.n_stays) filter (where histogram.exclusion = 'OPEN'), 0) as n_open,
        coalesce(sum(histogram.n_stays) filter (where histogram.exclusion = 'MISSING_START'), 0) as n_missing_start,
        coalesce(sum(histogram.n_stays) filter (where histogram.exclusion = 'MISSING_END'), 0) as n_missing_end,
        coalesce(sum(histogram.n_stays) filter (where histogram.exclusion = 'END_BEFORE_START'), 0) as n_end_before_start,
        coalesce(sum(histogram.n_stays) filter (where histogram.exclusion = 'PARTIAL_DATE'), 0) as n_partial_date,
        coalesce(sum(histogram.n_stays) filter (where histogram.exclusion = 'LOS_GE_365'), 0) as n_los_ge_365,
        coalesce(sum(histogram.n_stays) filter (where histogram.exclusion = 'NOT_COMPLETED'), 0) as n_not_completed
    from gold.length_of_stay_histogram as histogram
    group by histogram.setting, histogram.period, histogram.facility_id, histogram.stratum_type, histogram.stratum_value
)

select
    counted.setting,
    counted.period,
    counted.facility_id,
    counted.stratum_type,
    counted.stratum_value,
    cast(coalesce(described.n_stays, 0) as bigint) as n_stays,
    cast(coalesce(described.sum_days, 0) as bigint) as sum_days,
    cast(coalesce(described.sum_sq_days, 0) as bigint) as sum_sq_days,
    coalesce(described.sum_ln_days, 0e0) as sum_ln_days,
    cast(coalesce(counted.sum_midnights, 0) as bigint) as sum_midnights,
    cast(described.sum_days as double) / nullif(cast(described.n_stays as double), 0) as mean_days,
    counted.sum_hours / nullif(cast(counted.n_with_hours as double), 0) as mean_hours,
    sqrt(
        greatest(cast(described.n_stays as double) * cast(described.sum_sq_days as double) - cast(described.sum_days as double) * cast(described.sum_days as double), 0e0)
        / nullif(cast(described.n_stays as double) * (cast(described.n_stays as double) - 1), 0)
    ) as sd_days,
    described.below_25 + (described.rank_25 - floor(described.rank_25)) * (described.above_25 - described.below_25) as p25_days,
    described.below_50 + (described.rank_50 - floor(described.rank_50)) * (described.above_50 - described.below_50) as median_days,
    described.below_75 + (described.rank_75 - floor(described.rank_75)) * (described.above_75 - described.below_75) as p75_days,
    described.below_90 + (described.rank_90 - floor(described.rank_90)) * (described.above_90 - described.below_90) as p90_days,
    described.below_95 + (described.rank_95 - floor(described.rank_95)) * (described.above_95 - described.below_95) as p95_days,
    exp(described.sum_ln_days / nullif(cast(described.n_stays as double), 0)) as geometric_mean_days,
    cast(counted.n_transferred_out as bigint) as n_transferred_out,
    cast(counted.n_end_derived as bigint) as n_end_derived,
    cast(counted.n_open as bigint) as n_open,
    cast(counted.n_missing_start as bigint) as n_missing_start,
    cast(counted.n_missing_end as bigint) as n_missing_end,
    cast(counted.n_end_before_start as bigint) as n_end_before_start,
    cast(counted.n_partial_date as bigint) as n_partial_date,
    cast(counted.n_los_ge_365 as bigint) as n_los_ge_365,
    cast(counted.n_not_completed as bigint) as n_not_completed
from counted
left join described
    on described.setting = counted.setting
    and described.period = counted.period
    and described.facility_id = counted.facility_id
    and described.stratum_type = counted.stratum_type
    and described.stratum_value = counted.stratum_value
