-- M2b, death within 30 days of admission: the first stay carries the episode and its hospital is charged.
with described as (
    select
        stays.stay_id,
        stays.person_id,
        stays.zone,
        episode_stays.episode_id,
        stays.start_date,
        episode_stays.is_first,
        case when episodes.episode_id is null then not stays.is_completed else not episodes.is_completed end as is_not_completed,
        not stays.is_acute as is_not_acute,
        case when parameters.profile = 'cms_like' then coalesce(stays.age_hi < 65 or stays.age_lo > 94, false) else coalesce(stays.age_hi < 18, false) end
            as is_outside_age,
        case when parameters.profile = 'cms_like' then coalesce(stays.age_lo >= 65 and stays.age_hi <= 94, false) else coalesce(stays.age_lo >= 18, false) end
            as is_surely_of_age,
        coalesce(stay_deaths.starts_after_death, false) as is_vital_inconsistent,
        episodes.last_disposition = 'AMA' as is_against_advice,
        hospice.stay_id is not null as has_hospice,
        coalesce(stay_deaths.death_source = 'unknown_date', false) as is_vital_unknown,
        coalesce(add_days(stays.start_date, parameters.mort_days) > follow_up.data_through, false) as is_without_followup,
        stay_deaths.stay_id is not null as is_dead,
        days_between(stays.start_date, stay_deaths.died_date_lo) as days_lo,
        days_between(stays.start_date, stay_deaths.died_date_hi) as days_hi,
        parameters.mort_days,
        parameters.mortality_seed,
        coalesce(parameters.attribute_last, false) as has_last_attribution
    from silver.stays as stays
    cross join config.parameters as parameters
    cross join gold.follow_up as follow_up
    left join silver.episode_stays as episode_stays on episode_stays.stay_id = stays.stay_id
    left join silver.episodes as episodes on episodes.episode_id = episode_stays.episode_id
    left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = stays.stay_id
    left join gold.mortality_hospice as hospice on hospice.stay_id = stays.stay_id
),

-- The last episode that starts before the death, among all acute episodes: excluded ones too.
last_before_death as (
    select
        described.stay_id,
        row_number() over (
            partition by described.person_id
            -- As chains are ordered: by the clock, a day from its midnight at the hospital.
            order by coalesce(episodes.started_at, local_midnight(episodes.start_date, described.zone)) desc nulls last, described.stay_id desc
        ) = 1 as is_last_before_death
    from described
    inner join silver.episodes as episodes on episodes.episode_id = described.episode_id
    where described.is_first
        and described.is_dead
        and not described.is_vital_inconsistent
        and episodes.start_date is not null
),

outcomes as (
    select
        described.*,
        case
            when not described.is_dead then false
            when described.has_last_attribution and not coalesce(last_before_death.is_last_before_death, false) then false
            when described.days_lo > described.mort_days or described.days_hi < 0 then false
            when described.days_lo >= 0 and described.days_hi <= described.mort_days then true
        end as has_died
    from described
    left join last_before_death on last_before_death.stay_id = described.stay_id
),

reasons as (
    select
        outcomes.*,
        case
            -- The first stay speaks for the episode, so that no reason is counted twice.
            when not coalesce(outcomes.is_first, true) then ',TRANSFER_IN'
            else case when outcomes.is_not_completed then ',NOT_COMPLETED' else '' end
                || case when outcomes.is_not_acute then ',NOT_ACUTE' else '' end
                || case when outcomes.is_outside_age then ',AGE' else '' end
                || case when outcomes.is_vital_inconsistent then ',VITAL_INCONSISTENT' else '' end
                || case when outcomes.is_against_advice then ',AMA' else '' end
                || case when outcomes.has_hospice then ',HOSPICE' else '' end
                || case when outcomes.is_vital_unknown then ',VITAL_UNKNOWN' else '' end
                || case when outcomes.is_without_followup then ',NO_FOLLOWUP' else '' end
        end as known,
        case when outcomes.is_surely_of_age and outcomes.has_died is not null then '' else ',UNDETERMINED' end as undecided
    from outcomes
),

decided as (
    select
        reasons.*,
        case when reasons.known <> '' then reasons.known else reasons.undecided end as exclusion_text
    from reasons
),

-- One admission per person and calendar year, drawn by a hash so that every run draws the same.
drawn as (
    select
        decided.stay_id,
        row_number() over (
            partition by decided.person_id, year(decided.start_date)
            order by
                sha256_hex(
                    decided.mortality_seed || '|' || decided.person_id || '|' || cast(year(decided.start_date) as string) || '|' || decided.episode_id
                ),
                decided.stay_id
        ) as draw_position
    from decided
    where decided.exclusion_text = ''
)

select
    decided.stay_id,
    decided.exclusion_text = '' as in_denominator,
    nullif(split_part(substring(decided.exclusion_text, 2), ',', 1), '') as first_exclusion,
    nullif(substring(decided.exclusion_text, 2), '') as exclusions,
    case when decided.exclusion_text = '' then decided.has_died end as numerator,
    case when decided.exclusion_text = '' and decided.days_lo = decided.days_hi then cast(decided.days_lo as int) end as days,
    case
        when decided.exclusion_text <> '' then false
        when decided.has_last_attribution then true
        else drawn.draw_position = 1
    end as is_drawn
from decided
left join drawn on drawn.stay_id = decided.stay_id
