-- Each inpatient stay with the mortality measures side by side: in or out, why, and the answer.
select
    stays.stay_id,
    stays.person_id,
    episode_stays.episode_id,
    stays.facility_id,
    coalesce(stays.department, 'UNKNOWN') as department,
    coalesce(stays.condition_stratum, 'NO_PRINCIPAL_DX') as condition,
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
    substring(cast(stays.start_date as string), 1, 7) as admission_month,
    substring(cast(stays.end_date as string), 1, 7) as discharge_month,
    stays.completed_acute,
    case when stay_deaths.died_date_lo = stay_deaths.died_date_hi then stay_deaths.died_date_lo end as death_date,
    stay_deaths.death_source,
    coalesce(stay_deaths.is_vital_inconsistent, false) as is_vital_inconsistent,
    in_hospital.in_denominator as m2a_in_denominator,
    in_hospital.numerator as m2a_numerator,
    in_hospital.first_exclusion as m2a_exclusion,
    in_hospital.exclusions as m2a_exclusions,
    after_admission.in_denominator as m2b_in_denominator,
    after_admission.numerator as m2b_numerator,
    after_admission.first_exclusion as m2b_exclusion,
    after_admission.exclusions as m2b_exclusions,
    after_admission.days as m2b_days,
    after_admission.is_drawn as m2b_drawn,
    after_discharge.in_denominator as m2c_in_denominator,
    after_discharge.numerator as m2c_numerator,
    after_discharge.first_exclusion as m2c_exclusion,
    after_discharge.exclusions as m2c_exclusions,
    after_discharge.days as m2c_days,
    parameters.death_feed
from silver.stays as stays
cross join config.parameters as parameters
inner join gold.mortality_in_hospital as in_hospital on in_hospital.stay_id = stays.stay_id
inner join gold.mortality_30day as after_admission on after_admission.stay_id = stays.stay_id
inner join gold.mortality_post_discharge as after_discharge on after_discharge.stay_id = stays.stay_id
left join silver.episode_stays as episode_stays on episode_stays.stay_id = stays.stay_id
left join silver.persons as persons on persons.person_id = stays.person_id
left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = stays.stay_id
