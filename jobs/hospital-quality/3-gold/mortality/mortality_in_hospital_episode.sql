-- M2a per episode, charged to its last stay: a chain of transfers counts once, wherever in it the person died.
with episode_outcomes as (
    select
        episode_stays.episode_id,
        max(case when episode_stays.is_last then episode_stays.stay_id end) as last_stay_id,
        max(case when episode_stays.is_first then stays.age_lo end) as age_lo,
        max(case when episode_stays.is_first then stays.age_hi end) as age_hi,
        max(case when episode_stays.is_first and stay_deaths.starts_after_death then 1 else 0 end) as is_after_death,
        max(case when stay_deaths.is_in_hospital then 1 else 0 end) as has_death,
        max(case when stay_deaths.stay_id is not null and stay_deaths.is_in_hospital is null then 1 else 0 end) as has_open_question
    from silver.episode_stays as episode_stays
    inner join silver.stays as stays on stays.stay_id = episode_stays.stay_id
    left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = episode_stays.stay_id
    group by episode_stays.episode_id
),

described as (
    select
        stays.stay_id,
        episode_stays.is_last,
        case when episodes.episode_id is null then not stays.is_completed else not episodes.is_completed end as is_not_completed,
        not stays.is_acute as is_not_acute,
        coalesce(outcomes.age_hi < case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_outside_age,
        coalesce(outcomes.age_lo >= case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_surely_of_age,
        coalesce(outcomes.is_after_death, 0) = 1 as is_vital_inconsistent,
        case
            when outcomes.has_death = 1 then true
            when outcomes.has_open_question = 0 then false
        end as has_died
    from silver.stays as stays
    cross join config.parameters as parameters
    left join silver.episode_stays as episode_stays on episode_stays.stay_id = stays.stay_id
    left join silver.episodes as episodes on episodes.episode_id = episode_stays.episode_id
    left join episode_outcomes as outcomes on outcomes.episode_id = episode_stays.episode_id
),

reasons as (
    select
        described.stay_id,
        described.has_died,
        case
            -- The last stay speaks for the episode, so that no reason is counted twice.
            when not coalesce(described.is_last, true) then ',TRANSFERRED_OUT'
            else case when described.is_not_completed then ',NOT_COMPLETED' else '' end
                || case when described.is_not_acute then ',NOT_ACUTE' else '' end
                || case when described.is_outside_age then ',AGE' else '' end
                || case when described.is_vital_inconsistent then ',VITAL_INCONSISTENT' else '' end
        end as known,
        case when described.is_surely_of_age and described.has_died is not null then '' else ',UNDETERMINED' end as undecided
    from described
),

decided as (
    select
        reasons.stay_id,
        reasons.has_died,
        case when reasons.known <> '' then reasons.known else reasons.undecided end as exclusions
    from reasons
)

select
    decided.stay_id,
    decided.exclusions = '' as in_denominator,
    nullif(split_part(substring(decided.exclusions, 2), ',', 1), '') as first_exclusion,
    nullif(substring(decided.exclusions, 2), '') as exclusions,
    case when decided.exclusions = '' then decided.has_died end as numerator
from decided
