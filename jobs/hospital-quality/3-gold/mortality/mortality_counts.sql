-- Deaths, stays and exclusions of each mortality measure per cell: overall, hospital, department, month and the other strata.
with outcomes as (
    select
        'M2A' as measure,
        facts.facility_id,
        facts.department,
        facts.discharge_month as month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        facts.m2a_exclusion as first_exclusion,
        facts.m2a_in_denominator as in_rate,
        facts.m2a_in_denominator and facts.m2a_numerator as is_death
    from gold.fact_mortality as facts

    union all

    select
        'M2A_EPISODE' as measure,
        facts.last_facility_id as facility_id,
        facts.department,
        facts.discharge_month as month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        facts.exclusion as first_exclusion,
        facts.in_denominator as in_rate,
        facts.in_denominator and facts.numerator as is_death
    from gold.fact_episode_mortality as facts

    union all

    select
        'M2B' as measure,
        facts.facility_id,
        facts.department,
        facts.admission_month as month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        facts.m2b_exclusion as first_exclusion,
        facts.m2b_drawn as in_rate,
        facts.m2b_drawn and facts.m2b_numerator as is_death
    from gold.fact_mortality as facts

    union all

    select
        'M2B_BEFORE_DRAW' as measure,
        facts.facility_id,
        facts.department,
        facts.admission_month as month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        facts.m2b_exclusion as first_exclusion,
        facts.m2b_in_denominator as in_rate,
        facts.m2b_in_denominator and facts.m2b_numerator as is_death
    from gold.fact_mortality as facts

    union all

    select
        'M2C' as measure,
        facts.facility_id,
        facts.department,
        facts.discharge_month as month,
        facts.condition,
        facts.age_band,
        facts.sex,
        facts.disposition,
        facts.m2c_exclusion as first_exclusion,
        facts.m2c_in_denominator as in_rate,
        facts.m2c_in_denominator and facts.m2c_numerator as is_death
    from gold.fact_mortality as facts
),

cells as (
    select
        outcomes.measure,
        case
            when grouping(outcomes.department) = 0 then 'department'
            when grouping(outcomes.facility_id) = 0 and grouping(outcomes.month) = 0 then 'facility_month'
            when grouping(outcomes.facility_id) = 0 then 'facility'
            when grouping(outcomes.month) = 0 then 'month'
            when grouping(outcomes.condition) = 0 then 'condition'
            when grouping(outcomes.age_band) = 0 then 'age_band'
            when grouping(outcomes.sex) = 0 then 'sex'
            when grouping(outcomes.disposition) = 0 then 'disposition'
            else 'overall'
        end as stratum_type,
        outcomes.facility_id,
        outcomes.department,
        outcomes.month,
        outcomes.condition,
        outcomes.age_band,
        outcomes.sex,
        outcomes.disposition,
        count(*) filter (where outcomes.is_death) as n_deaths,
        count(*) filter (where outcomes.in_rate) as n_in_rate,
        count(*) filter (where outcomes.first_exclusion = 'NOT_COMPLETED') as n_not_completed,
        count(*) filter (where outcomes.first_exclusion = 'NOT_ACUTE') as n_not_acute,
        count(*) filter (where outcomes.first_exclusion = 'AGE') as n_age,
        count(*) filter (where outcomes.first_exclusion = 'VITAL_INCONSISTENT') as n_vital_inconsistent,
        count(*) filter (where outcomes.first_exclusion = 'AMA') as n_ama,
        count(*) filter (where outcomes.first_exclusion = 'TRANSFER_IN') as n_transfer_in,
        count(*) filter (where outcomes.first_exclusion = 'TRANSFERRED_OUT') as n_transferred_out,
        count(*) filter (where outcomes.first_exclusion = 'HOSPICE') as n_hospice,
        count(*) filter (where outcomes.first_exclusion = 'DIED') as n_died,
        count(*) filter (where outcomes.first_exclusion = 'VITAL_UNKNOWN') as n_vital_unknown,
        count(*) filter (where outcomes.first_exclusion = 'NO_FOLLOWUP') as n_no_followup,
        count(*) filter (where outcomes.first_exclusion = 'UNDETERMINED') as n_undetermined,
        count(*) filter (where outcomes.first_exclusion is null and not outcomes.in_rate) as n_not_drawn
    from outcomes
    group by grouping sets (
        (outcomes.measure),
        (outcomes.measure, outcomes.facility_id),
        (outcomes.measure, outcomes.facility_id, outcomes.department),
        (outcomes.measure, outcomes.facility_id, outcomes.month),
        (outcomes.measure, outcomes.month),
        (outcomes.measure, outcomes.condition),
        (outcomes.measure, outcomes.age_band),
        (outcomes.measure, outcomes.sex),
        (outcomes.measure, outcomes.disposition)
    )
)

select
    cells.measure,
    case when cells.stratum_type in ('month', 'facility_month') then cells.month else 'all' end as period,
    case when cells.stratum_type in ('facility', 'department', 'facility_month') then cells.facility_id else 'ALL' end as facility_id,
    cells.stratum_type,
    case cells.stratum_type
        when 'overall' then 'all'
        when 'facility' then cells.facility_id
        when 'department' then cells.department
        when 'facility_month' then cells.month
        when 'month' then cells.month
        when 'condition' then cells.condition
        when 'age_band' then cells.age_band
        when 'sex' then cells.sex
        else cells.disposition
    end as stratum_value,
    cells.n_deaths,
    cells.n_in_rate,
    cells.n_not_completed,
    cells.n_not_acute,
    cells.n_age,
    cells.n_vital_inconsistent,
    cells.n_ama,
    cells.n_transfer_in,
    cells.n_transferred_out,
    cells.n_hospice,
    cells.n_died,
    cells.n_vital_unknown,
    cells.n_no_followup,
    cells.n_undetermined,
    cells.n_not_drawn
from cells
-- A stay without the day has no month: it is counted overall and at its hospital only.
where not (cells.stratum_type in ('month', 'facility_month') and cells.month is null)
