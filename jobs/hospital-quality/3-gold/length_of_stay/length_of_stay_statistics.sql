-- Statistics of length of stay per cell. Sums add up, so that roll-ups are exact; percentiles are worked out from the stays of each cell.
with facts as (
    select
        facts.stratum,
        facts.facility_id,
        facts.department,
        facts.discharge_month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        case when facts.is_death then 'died' else 'alive' end as outcome,
        case when facts.via_ed then 'ed' else 'direct' end as entrance,
        facts.exclusion,
        case when facts.is_included then cast(facts.los_days as double) end as los_days,
        case when facts.is_included then cast(facts.los_midnights as bigint) end as los_midnights,
        case when facts.is_included then facts.los_hours end as los_hours,
        facts.is_included and facts.is_end_derived as is_derived
    from gold.fact_length_of_stay as facts

    union all

    -- Transfers counted as one: the length of the whole chain, at the hospital that discharged.
    select
        'EPISODE' as stratum,
        episodes.last_facility_id as facility_id,
        coalesce(stays.department, 'UNKNOWN') as department,
        substring(cast(episodes.end_date as string), 1, 7) as discharge_month,
        coalesce(stays.condition_stratum, 'NO_PRINCIPAL_DX') as condition,
        'UNKNOWN' as age_band,
        'unknown' as sex,
        episodes.last_disposition as disposition,
        'alive' as outcome,
        'direct' as entrance,
        case when episodes.is_completed then cast(null as string) when episodes.is_open then 'OPEN' else 'NOT_COMPLETED' end as exclusion,
        case when episodes.is_completed then cast(episodes.los_days as double) end as los_days,
        cast(null as bigint) as los_midnights,
        cast(null as double) as los_hours,
        false as is_derived
    from silver.episodes as episodes
    left join silver.stays as stays on stays.stay_id = episodes.last_stay_id
),

cells as (
    select
        facts.stratum as setting,
        case
            when grouping(facts.department) = 0 then 'department'
            when grouping(facts.facility_id) = 0 and grouping(facts.discharge_month) = 0 then 'facility_month'
            when grouping(facts.facility_id) = 0 then 'facility'
            when grouping(facts.discharge_month) = 0 then 'month'
            when grouping(facts.condition) = 0 then 'condition'
            when grouping(facts.age_band) = 0 then 'age_band'
            when grouping(facts.sex) = 0 then 'sex'
            when grouping(facts.disposition) = 0 then 'disposition'
            when grouping(facts.outcome) = 0 then 'outcome'
            when grouping(facts.entrance) = 0 then 'entrance'
            else 'overall'
        end as stratum_type,
        facts.facility_id,
        facts.department,
        facts.discharge_month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        facts.outcome,
        facts.entrance,
        count(facts.los_days) as n_stays,
        cast(sum(facts.los_days) as bigint) as sum_days,
        cast(sum(facts.los_days * facts.los_days) as bigint) as sum_sq_days,
        sum(ln(facts.los_days)) as sum_ln_days,
        cast(sum(facts.los_midnights) as bigint) as sum_midnights,
        avg(facts.los_days) as mean_days,
        avg(facts.los_hours) as mean_hours,
        stddev_samp(facts.los_days) as sd_days,
        percentile_cont(0.25) within group (order by facts.los_days) as p25_days,
        percentile_cont(0.5) within group (order by facts.los_days) as median_days,
        percentile_cont(0.75) within group (order by facts.los_days) as p75_days,
        percentile_cont(0.9) within group (order by facts.los_days) as p90_days,
        percentile_cont(0.95) within group (order by facts.los_days) as p95_days,
        exp(avg(ln(facts.los_days))) as geometric_mean_days,
        count(*) filter (where facts.is_derived) as n_end_derived,
        count(*) filter (where facts.exclusion = 'OPEN') as n_open,
        count(*) filter (where facts.exclusion = 'MISSING_START') as n_missing_start,
        count(*) filter (where facts.exclusion = 'MISSING_END') as n_missing_end,
        count(*) filter (where facts.exclusion = 'END_BEFORE_START') as n_end_before_start,
        count(*) filter (where facts.exclusion = 'PARTIAL_DATE') as n_partial_date,
        count(*) filter (where facts.exclusion = 'LOS_GE_365') as n_los_ge_365,
        count(*) filter (where facts.exclusion = 'NOT_COMPLETED') as n_not_completed
    from facts
    group by grouping sets (
        (facts.stratum),
        (facts.stratum, facts.facility_id),
        (facts.stratum, facts.facility_id, facts.department),
        (facts.stratum, facts.facility_id, facts.discharge_month),
        (facts.stratum, facts.discharge_month),
        (facts.stratum, facts.condition),
        (facts.stratum, facts.age_band),
        (facts.stratum, facts.sex),
        (facts.stratum, facts.disposition),
        (facts.stratum, facts.outcome),
        (facts.stratum, facts.entrance)
    )
)

select
    cells.setting,
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
        when 'age_band' then cells.age_band
        when 'sex' then cells.sex
        when 'disposition' then cells.disposition
        when 'outcome' then cells.outcome
        else cells.entrance
    end as stratum_value,
    cells.n_stays,
    coalesce(cells.sum_days, 0) as sum_days,
    coalesce(cells.sum_sq_days, 0) as sum_sq_days,
    coalesce(cells.sum_ln_days, cast(0 as double)) as sum_ln_days,
    coalesce(cells.sum_midnights, 0) as sum_midnights,
    cells.mean_days,
    cells.mean_hours,
    cells.sd_days,
    cells.p25_days,
    cells.median_days,
    cells.p75_days,
    cells.p90_days,
    cells.p95_days,
    cells.geometric_mean_days,
    cells.n_end_derived,
    cells.n_open,
    cells.n_missing_start,
    cells.n_missing_end,
    cells.n_end_before_start,
    cells.n_partial_date,
    cells.n_los_ge_365,
    cells.n_not_completed
from cells
where not (cells.stratum_type in ('month', 'facility_month') and cells.discharge_month is null)
