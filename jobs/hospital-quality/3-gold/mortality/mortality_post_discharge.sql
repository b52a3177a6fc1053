-- M2c, death within 30 days after a discharge alive: the last stay carries the episode and its hospital is charged.
with described as (
    select
        stays.stay_id,
        case when episode_stays.is_last then not episodes.is_completed else not stays.is_completed end as is_not_completed,
        not stays.is_acute as is_not_acute,
        coalesce(stays.age_hi < case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_outside_age,
        coalesce(stays.age_lo >= case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_surely_of_age,
        coalesce(stay_deaths.starts_after_death, false) as is_vital_inconsistent,
        coalesce(not episode_stays.is_last, false) as is_transferred_out,
        coalesce(stay_deaths.is_in_hospital, false) as is_died,
        stay_deaths.stay_id is not null and stay_deaths.is_in_hospital is null as is_place_unknown,
        coalesce(stay_deaths.death_source = 'unknown_date', false) as is_vital_unknown,
        coalesce(add_days(stays.end_date, parameters.mort_days) > follow_up.data_through, false) as is_without_followup,
        stay_deaths.stay_id is not null as is_dead,
        days_between(stays.end_date, stay_deaths.died_date_lo) as days_lo,
        days_between(stays.end_date, stay_deaths.died_date_hi) as days_hi,
        parameters.mort_days
    from silver.stays as stays
    cross join config.parameters as parameters
    cross join gold.follow_up as follow_up
    left join silver.episode_stays as episode_stays on episode_stays.stay_id = stays.stay_id
    left join silver.episodes as episodes on episodes.episode_id = episode_stays.episode_id
    left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = stays.stay_id
),

outcomes as (
    select
        described.*,
        case
            when not described.is_dead then false
            when described.is_place_unknown then null
            when described.days_lo > described.mort_days or described.days_hi < 0 then false
            when described.days_lo >= 0 and described.days_hi <= described.mort_days then true
        end as has_died_after
    from described
),

reasons as (
    select
        outcomes.*,
        case when outcomes.is_not_completed then ',NOT_COMPLETED' else '' end
        || case when outcomes.is_not_acute then ',NOT_ACUTE' else '' end
        || case when outcomes.is_outside_age then ',AGE' else '' end
        || case when outcomes.is_vital_inconsistent then ',VITAL_INCONSISTENT' else '' end
        || case when outcomes.is_transferred_out then ',TRANSFERRED_OUT' else '' end
        || case when outcomes.is_died then ',DIED' else '' end
        || case when outcomes.is_vital_unknown then ',VITAL_UNKNOWN' else '' end
        || case when outcomes.is_without_followup then ',NO_FOLLOWUP' else '' end as known,
        case when outcomes.is_surely_of_age and outcomes.has_died_after is not null then '' else ',UNDETERMINED' end as undecided
    from outcomes
),

decided as (
    select
        reasons.*,
        case when reasons.known <> '' then reasons.known else reasons.undecided end as exclusion_text
    from reasons
)

select
    decided.stay_id,
    decided.exclusion_text = '' as in_denominator,
    nullif(split_part(substring(decided.exclusion_text, 2), ',', 1), '') as first_exclusion,
    nullif(substring(decided.exclusion_text, 2), '') as exclusions,
    case when decided.exclusion_text = '' then decided.has_died_after end as numerator,
    case when decided.exclusion_text = '' and decided.days_lo = decided.days_hi then cast(decided.days_lo as int) end as days
from decided
