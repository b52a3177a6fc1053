-- M2a per episode: a chain of transfers counts once, wherever in it the person died, and is charged to its last hospital.
with stay_outcomes as (
    select
        episode_stays.episode_id,
        max(case when stay_deaths.starts_after_death then 1 else 0 end) as is_after_death,
        max(case when stay_deaths.is_in_hospital then 1 else 0 end) as has_death,
        max(case when stay_deaths.stay_id is not null and stay_deaths.is_in_hospital is null then 1 else 0 end) as has_open_question
    from silver.episode_stays as episode_stays
    left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = episode_stays.stay_id
    group by episode_stays.episode_id
),

described as (
    select
        episodes.episode_id,
        episodes.person_id,
        episodes.first_stay_id,
        episodes.last_stay_id,
        episodes.last_facility_id,
        coalesce(last_stays.department, 'UNKNOWN') as department,
        substring(cast(episodes.end_date as string), 1, 7) as discharge_month,
        coalesce(last_stays.condition_stratum, 'NO_PRINCIPAL_DX') as condition,
        case
            when first_stays.age_lo >= 85 then '85+'
            when first_stays.age_lo >= 75 and first_stays.age_hi <= 84 then '75-84'
            when first_stays.age_lo >= 65 and first_stays.age_hi <= 74 then '65-74'
            when first_stays.age_lo >= 45 and first_stays.age_hi <= 64 then '45-64'
            when first_stays.age_lo >= 18 and first_stays.age_hi <= 44 then '18-44'
            when first_stays.age_hi <= 17 then '00-17'
            else 'UNKNOWN'
        end as age_band,
        coalesce(persons.sex, 'unknown') as sex,
        coalesce(episodes.last_disposition, 'UNKNOWN') as disposition,
        not episodes.is_completed as is_not_completed,
        coalesce(first_stays.age_hi < case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_outside_age,
        coalesce(first_stays.age_lo >= case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_surely_of_age,
        outcomes.is_after_death = 1 as is_vital_inconsistent,
        case
            when outcomes.has_death = 1 then true
            when outcomes.has_open_question = 0 then false
        end as has_died
    from silver.episodes as episodes
    cross join config.parameters as parameters
    inner join stay_outcomes as outcomes on outcomes.episode_id = episodes.episode_id
    left join silver.stays as first_stays on first_stays.stay_id = episodes.first_stay_id
    left join silver.stays as last_stays on last_stays.stay_id = episodes.last_stay_id
    left join silver.persons as persons on persons.person_id = episodes.person_id
),

reasons as (
    select
        described.*,
        case when described.is_not_completed then ',NOT_COMPLETED' else '' end
        || case when described.is_outside_age then ',AGE' else '' end
        || case when described.is_vital_inconsistent then ',VITAL_INCONSISTENT' else '' end as known,
        case when described.is_surely_of_age and described.has_died is not null then '' else ',UNDETERMINED' end as undecided
    from described
),

decided as (
    select
        reasons.*,
        case when reasons.known <> '' then reasons.known else reasons.undecided end as exclusion_text
    from reasons
)

select
    decided.episode_id,
    decided.person_id,
    decided.first_stay_id,
    decided.last_stay_id,
    decided.last_facility_id,
    decided.department,
    decided.discharge_month,
    decided.condition,
    decided.age_band,
    decided.sex,
    decided.disposition,
    decided.exclusion_text = '' as in_denominator,
    nullif(split_part(substring(decided.exclusion_text, 2), ',', 1), '') as exclusion,
    nullif(substring(decided.exclusion_text, 2), '') as exclusions,
    case when decided.exclusion_text = '' then decided.has_died end as numerator
from decided
