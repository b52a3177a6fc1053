-- How many stays of each length, or left out for each reason, a cell has: per setting overall, by hospital, department, month and the other groups.
-- All statistics come out of these counts, whose number does not grow with the data.
with stays as (
    select
        facts.stratum as setting,
        facts.facility_id,
        facts.department,
        facts.discharge_month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        case when facts.is_death then 'died' when not facts.is_death then 'alive' else 'UNDETERMINED' end as outcome,
        case when facts.via_ed then 'ed' else 'direct' end as entrance,
        facts.exclusion,
        case when facts.is_included then facts.los_days end as los_days,
        case when facts.is_included then facts.los_midnights end as los_midnights,
        case when facts.is_included then facts.los_hours end as los_hours,
        facts.is_included and facts.is_transferred_out as is_transferred_out,
        facts.is_included and facts.is_end_derived as is_end_derived
    from gold.fact_length_of_stay as facts
),

stay_cells as (
    select
        stays.setting,
        case
            when grouping(stays.department) = 0 then 'department'
            when grouping(stays.facility_id) = 0 and grouping(stays.discharge_month) = 0 then 'facility_month'
            when grouping(stays.facility_id) = 0 then 'facility'
            when grouping(stays.discharge_month) = 0 then 'month'
            when grouping(stays.condition) = 0 then 'condition'
            when grouping(stays.age_band) = 0 then 'age_band'
            when grouping(stays.sex) = 0 then 'sex'
            when grouping(stays.disposition) = 0 then 'disposition'
            when grouping(stays.outcome) = 0 then 'outcome'
            when grouping(stays.entrance) = 0 then 'entrance'
            else 'overall'
        end as stratum_type,
        stays.facility_id,
        stays.discharge_month,
        coalesce(stays.department, stays.condition, stays.age_band, stays.sex, stays.disposition, stays.outcome, stays.entrance) as group_value,
        stays.exclusion,
        stays.los_days,
        count(*) as n_stays,
        sum(stays.los_midnights) as sum_midnights,
        sum(stays.los_hours) as sum_hours,
        count(stays.los_hours) as n_with_hours,
        count(*) filter (where stays.is_transferred_out) as n_transferred_out,
        count(*) filter (where stays.is_end_derived) as n_end_derived
    from stays
    group by grouping sets (
        (stays.setting, stays.exclusion, stays.los_days),
        (stays.setting, stays.exclusion, stays.los_days, stays.facility_id),
        (stays.setting, stays.exclusion, stays.los_days, stays.facility_id, stays.department),
        (stays.setting, stays.exclusion, stays.los_days, stays.facility_id, stays.discharge_month),
        (stays.setting, stays.exclusion, stays.los_days, stays.discharge_month),
        (stays.setting, stays.exclusion, stays.los_days, stays.condition),
        (stays.setting, stays.exclusion, stays.los_days, stays.age_band),
        (stays.setting, stays.exclusion, stays.los_days, stays.sex),
        (stays.setting, stays.exclusion, stays.los_days, stays.disposition),
        (stays.setting, stays.exclusion, stays.los_days, stays.outcome),
        (stays.setting, stays.exclusion, stays.los_days, stays.entrance)
    )
),

-- Transfers counted as one: the length of the whole chain, at the hospital that discharged.
episodes as (
    select
        facts.facility_id,
        facts.discharge_month,
        facts.exclusion,
        case when facts.is_included then facts.los_days end as los_days
    from gold.fact_episode_length_of_stay as facts
),

episode_cells as (
    select
        case
            when grouping(episodes.facility_id) = 0 and grouping(episodes.discharge_month) = 0 then 'facility_month'
            when grouping(episodes.facility_id) = 0 then 'facility'
            when grouping(episodes.discharge_month) = 0 then 'month'
            else 'overall'
        end as stratum_type,
        episodes.facility_id,
        episodes.discharge_month,
        episodes.exclusion,
        episodes.los_days,
        count(*) as n_stays
    from episodes
    group by grouping sets (
        (episodes.exclusion, episodes.los_days),
        (episodes.exclusion, episodes.los_days, episodes.facility_id),
        (episodes.exclusion, episodes.los_days, episodes.facility_id, episodes.discharge_month),
        (episodes.exclusion, episodes.los_days, episodes.discharge_month)
    )
),

cells as (
    select
        stay_cells.setting,
        stay_cells.stratum_type,
        stay_cells.facility_id,
        stay_cells.discharge_month,
        stay_cells.group_value,
        stay_cells.exclusion,
        stay_cells.los_days,
        stay_cells.n_stays,
        stay_cells.sum_midnights,
        stay_cells.sum_hours,
        stay_cells.n_with_hours,
        stay_cells.n_transferred_out,
        stay_cells.n_end_derived
    from stay_cells

    union all

    select
        'EPISODE' as setting,
        episode_cells.stratum_type,
        episode_cells.facility_id,
        episode_cells.discharge_month,
        cast(null as string) as group_value,
        episode_cells.exclusion,
        episode_cells.los_days,
        episode_cells.n_stays,
        cast(null as bigint) as sum_midnights,
        cast(null as double) as sum_hours,
        cast(0 as bigint) as n_with_hours,
        cast(0 as bigint) as n_transferred_out,
        cast(0 as bigint) as n_end_derived
    from episode_cells
)

select
    cells.setting,
    coalesce(cells.discharge_month, 'all') as period,
    coalesce(cells.facility_id, 'ALL') as facility_id,
    cells.stratum_type,
    case cells.stratum_type
        when 'overall' then 'all'
        when 'facility' then cells.facility_id
        when 'facility_month' then cells.discharge_month
        when 'month' then cells.discharge_month
        else cells.group_value
    end as stratum_value,
    coalesce(cells.exclusion, 'none') as exclusion,
    coalesce(cells.los_days, 0) as los_days,
    cells.n_stays,
    cast(cells.sum_midnights as bigint) as sum_midnights,
    cells.sum_hours,
    cells.n_with_hours,
    cells.n_transferred_out,
    cells.n_end_derived
from cells
-- Only what counts has a month of discharge; what is left out shows overall, at its hospital and in its groups.
where not (cells.stratum_type in ('month', 'facility_month') and cells.discharge_month is null)
