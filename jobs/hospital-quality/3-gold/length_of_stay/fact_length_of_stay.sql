-- Each stay or visit with its length and the groups that it belongs to.
select
    population.stay_id,
    population.person_id,
    episode_stays.episode_id,
    population.facility_id,
    population.stratum,
    population.exclusion is null as is_included,
    population.exclusion,
    coalesce(population.department, 'UNKNOWN') as department,
    case when population.exclusion is null then substring(cast(population.end_date as string), 1, 7) end as discharge_month,
    coalesce(population.condition_stratum, 'NO_PRINCIPAL_DX') as condition,
    case
        when population.age_lo >= 85 then '85+'
        when population.age_lo >= 75 and population.age_hi <= 84 then '75-84'
        when population.age_lo >= 65 and population.age_hi <= 74 then '65-74'
        when population.age_lo >= 45 and population.age_hi <= 64 then '45-64'
        when population.age_lo >= 18 and population.age_hi <= 44 then '18-44'
        when population.age_hi <= 17 then '00-17'
        else 'UNKNOWN'
    end as age_band,
    coalesce(persons.sex, 'unknown') as sex,
    coalesce(population.disposition, 'UNKNOWN') as disposition,
    case
        when population.disposition = 'EXPIRED' then true
        when stay_deaths.stay_id is null then false
        else stay_deaths.is_in_hospital
    end as is_death,
    coalesce(not episode_stays.is_last, false) or population.disposition is not distinct from 'TRANSFER_ACUTE' as is_transferred_out,
    coalesce(population.via_ed, false) as via_ed,
    population.is_end_derived,
    population.start_date,
    population.end_date,
    population.los_days,
    population.los_midnights,
    population.los_hours,
    population.leave_days,
    population.pre_inpatient_hours
from gold.length_of_stay_population as population
left join silver.episode_stays as episode_stays on episode_stays.stay_id = population.stay_id
left join silver.persons as persons on persons.person_id = population.person_id
left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = population.stay_id
