-- Each inpatient stay with its answer: index or why not, and whether the patient came back.
with outcomes as (
    select
        stays.stay_id,
        stays.person_id,
        episode_stays.episode_id,
        stays.facility_id,
        facilities.kind as facility_kind,
        coalesce(stays.department, 'UNKNOWN') as department,
        substring(cast(stays.end_date as string), 1, 7) as discharge_month,
        coalesce(stays.condition_stratum, 'NO_PRINCIPAL_DX') as condition,
        exclusions.cohort,
        case
            when stays.age_lo >= 85 then '85+'
            when stays.age_lo >= 75 and stays.age_hi <= 84 then '75-84'
            when stays.age_lo >= 65 and stays.age_hi <= 74 then '65-74'
            when stays.age_lo >= 45 and stays.age_hi <= 64 then '45-64'
            when stays.age_lo >= 18 and stays.age_hi <= 44 then '18-44'
            when stays.age_hi <= 17 then '00-17'
            else 'UNKNOWN'
        end as age_band,
        coalesce(persons.sex, 'unknown') as sex,
        coalesce(stays.disposition, 'UNKNOWN') as disposition,
        stays.start_date,
        stays.end_date,
        stays.completed_acute,
        exclusions.first_exclusion is null as is_index,
        exclusions.first_exclusion,
        exclusions.exclusion_mask,
        exclusions.exclusions,
        followed.next_stay_id,
        followed.days_to_next,
        followed.next_planned_basis,
        followed.is_next_open,
        coalesce(followed.is_within_window, false) as is_within_window,
        coalesce(followed.is_readmission, false) as is_readmission,
        planned.planned_basis,
        planned.logic_level,
        stay_deaths.stay_id is not null as is_dead,
        days_between(stays.end_date, stay_deaths.died_date_lo) as days_to_death_lo,
        days_between(stays.end_date, stay_deaths.died_date_hi) as days_to_death_hi
    from silver.stays as stays
    inner join gold.readmission_exclusions as exclusions on exclusions.stay_id = stays.stay_id
    inner join gold.readmission_planned as planned on planned.stay_id = stays.stay_id
    left join gold.readmission_numerator as followed on followed.stay_id = stays.stay_id
    left join silver.episode_stays as episode_stays on episode_stays.stay_id = stays.stay_id
    left join silver.persons as persons on persons.person_id = stays.person_id
    left join silver.facilities as facilities on facilities.facility_id = stays.facility_id
    left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = stays.stay_id
)

select
    outcomes.stay_id,
    outcomes.person_id,
    outcomes.episode_id,
    outcomes.facility_id,
    outcomes.facility_kind,
    outcomes.department,
    outcomes.discharge_month,
    outcomes.condition,
    outcomes.cohort,
    outcomes.age_band,
    outcomes.sex,
    outcomes.disposition,
    outcomes.start_date,
    outcomes.end_date,
    outcomes.completed_acute,
    outcomes.is_index,
    outcomes.first_exclusion,
    outcomes.exclusion_mask,
    outcomes.exclusions,
    case when outcomes.is_index then outcomes.is_readmission end as numerator,
    case when outcomes.is_index and outcomes.is_within_window then outcomes.days_to_next end as days,
    case when outcomes.is_index and outcomes.is_readmission then outcomes.next_stay_id end as readmission_stay_id,
    outcomes.next_stay_id,
    outcomes.days_to_next,
    outcomes.next_planned_basis,
    outcomes.is_next_open,
    outcomes.planned_basis,
    outcomes.logic_level,
    case
        when not outcomes.is_dead then false
        when outcomes.days_to_death_lo > parameters.readmit_days or outcomes.days_to_death_hi < 0 then false
        when outcomes.days_to_death_lo >= 0 and outcomes.days_to_death_hi <= parameters.readmit_days then true
    end as died_30d
from outcomes
cross join config.parameters as parameters
