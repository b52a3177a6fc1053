-- How many stays of each length, or left out for each reason, a cell has: overall, hospital, department, month and the other groups.
-- All statistics come out of these counts, whose number does not grow with the data.
with stays as (
    select
        facts.stratum,
        facts.facility_id,
        facts.department,
        facts.discharge_month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        case when facts.is_in_hospital_death then 'yes' when not facts.is_in_hospital_death then 'no' else 'UNDETERMINED' end as death,
        case when facts.via_ed then 'yes' else 'no' end as by_ed,
        facts.exclusion,
        case when facts.is_included then facts.los_days end as los_days,
        facts.is_in_hospital_death,
        facts.is_transferred_out,
        facts.is_end_derived
    from gold.fact_length_of_stay as facts
),

acute_cells as (
    select
        case
            when grouping(stays.department) = 0 then 'department'
            when grouping(stays.facility_id) = 0 and grouping(stays.discharge_month) = 0 then 'facility_month'
            when grouping(stays.facility_id) = 0 then 'facility'
            when grouping(stays.discharge_month) = 0 then 'month'
            when grouping(stays.condition) = 0 then 'condition'
            when grouping(stays.age_band) = 0 then 'age_band'
            when grouping(stays.sex) = 0 then 'sex'
            when grouping(stays.disposition) = 0 then 'disposition'
            when grouping(stays.death) = 0 then 'in_hospital_death'
            when grouping(stays.by_ed) = 0 then 'via_ed'
            else 'overall'
        end as stratum_type,
        stays.facility_id,
        stays.discharge_month,
        coalesce(stays.department, stays.condition, stays.age_band, stays.sex, stays.disposition, stays.death, stays.by_ed) as group_value,
        stays.exclusion,
        stays.los_days,
        count(*) as n_stays,
        count(*) filter (where stays.is_in_hospital_death) as n_died,
        count(*) filter (where stays.is_transferred_out) as n_transferred_out,
        count(*) filter (where stays.is_end_derived) as n_end_derived
    from stays
    where stays.stratum = 'ACUTE'
    group by grouping sets (
        (stays.exclusion, stays.los_days),
        (stays.exclusion, stays.los_days, stays.facility_id),
        (stays.exclusion, stays.los_days, stays.facility_id, stays.department),
        (stays.exclusion, stays.los_days, stays.facility_id, stays.discharge_month),
        (stays.exclusion, stays.los_days, stays.discharge_month),
        (stays.exclusion, stays.los_days, stays.condition),
        (stays.exclusion, stays.los_days, stays.age_band),
        (stays.exclusion, stays.los_days, stays.sex),
        (stays.exclusion, stays.los_days, stays.disposition),
        (stays.exclusion, stays.los_days, stays.death),
        (stays.exclusion, stays.los_days, stays.by_ed)
    )
),

setting_cells as (
    select
        stays.facility_id,
        stays.stratum,
        stays.exclusion,
        stays.los_days,
        count(*) as n_stays,
        count(*) filter (where stays.is_in_hospital_death) as n_died,
        count(*) filter (where stays.is_transferred_out) as n_transferred_out,
        count(*) filter (where stays.is_end_derived) as n_end_derived
    from stays
    group by grouping sets (
        (stays.exclusion, stays.los_days, stays.stratum),
        (stays.exclusion, stays.los_days, stays.stratum, stays.facility_id)
    )
),

episodes as (
    select
        facts.facility_id,
        facts.discharge_month,
        facts.exclusion,
        case when facts.is_included then facts.los_days end as los_days
    from gold.fact_episode_length_of_stay as facts
    where facts.stratum = 'ACUTE'
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
    select 'M4_LOS' as measure, acute_cells.*
    from acute_cells

    union all

    select
        'M4_LOS' as measure,
        'setting' as stratum_type,
        setting_cells.facility_id,
        cast(null as string) as discharge_month,
        setting_cells.stratum as group_value,
        setting_cells.exclusion,
        setting_cells.los_days,
        setting_cells.n_stays,
        setting_cells.n_died,
        setting_cells.n_transferred_out,
        setting_cells.n_end_derived
    from setting_cells

    union all

    select
        'M4_EPISODE_LOS' as measure,
        episode_cells.stratum_type,
        episode_cells.facility_id,
        episode_cells.discharge_month,
        cast(null as string) as group_value,
        episode_cells.exclusion,
        episode_cells.los_days,
        episode_cells.n_stays,
        cast(0 as bigint) as n_died,
        cast(0 as bigint) as n_transferred_out,
        cast(0 as bigint) as n_end_derived
    from episode_cells
)

select
    cells.measure,
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
    cells.exclusion,
    cells.los_days,
    cells.n_stays,
    cells.n_died,
    cells.n_transferred_out,
    cells.n_end_derived
from cells
-- Only what counts has a month of discharge; what is left out shows overall, at its hospital and in its groups.
where not (cells.stratum_type in ('month', 'facility_month') and cells.discharge_month is null)
