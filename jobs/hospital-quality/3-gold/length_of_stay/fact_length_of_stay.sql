-- Every stay, and every emergency or observation visit that belongs to none, with its length and whether it counts.
with visits as (
    select
        stays.stay_id,
        stays.person_id,
        stays.facility_id,
        case when stays.is_newborn then 'NEWBORN' when stays.is_acute then 'ACUTE' else 'NONACUTE' end as stratum,
        stays.is_open,
        stays.date_issue,
        stays.is_end_derived,
        stays.department,
        stays.condition_stratum,
        stays.disposition,
        stays.via_ed,
        stays.age_lo,
        stays.age_hi,
        stays.start_date,
        stays.end_date,
        stays.leave_days,
        stays.los_days,
        stays.los_midnights,
        stays.los_hours,
        stays.pre_inpatient_hours
    from silver.stays as stays

    union all

    select
        visits.encounter_id as stay_id,
        visits.person_id,
        visits.facility_id,
        case when visits.is_newborn then 'NEWBORN' else visits.setting end as stratum,
        visits.is_open,
        visits.date_issue,
        visits.is_end_derived,
        visits.department,
        visits.condition_stratum,
        visits.disposition,
        visits.setting = 'ED' as via_ed,
        visits.age_lo,
        visits.age_hi,
        visits.start_date,
        visits.end_date,
        cast(0 as int) as leave_days,
        visits.los_days,
        visits.los_midnights,
        visits.los_hours,
        cast(0 as double) as pre_inpatient_hours
    from silver.outpatient_visits as visits
    where visits.setting in ('ED', 'OBS')
)

select
    visits.stay_id,
    visits.person_id,
    visits.facility_id,
    visits.stratum,
    not visits.is_open and visits.date_issue is null as is_included,
    case when visits.is_open then 'OPEN' else visits.date_issue end as exclusion,
    coalesce(visits.department, 'UNKNOWN') as department,
    -- Rows that do not count have no month: they appear overall and at their hospital only.
    case when not visits.is_open and visits.date_issue is null then substring(cast(visits.end_date as string), 1, 7) end as discharge_month,
    coalesce(visits.condition_stratum, 'NO_PRINCIPAL_DX') as condition,
    case
        when visits.age_lo >= 85 then '85+'
        when visits.age_lo >= 75 and visits.age_hi <= 84 then '75-84'
        when visits.age_lo >= 65 and visits.age_hi <= 74 then '65-74'
        when visits.age_lo >= 45 and visits.age_hi <= 64 then '45-64'
        when visits.age_lo >= 18 and visits.age_hi <= 44 then '18-44'
        when visits.age_hi <= 17 then '00-17'
        else 'UNKNOWN'
    end as age_band,
    coalesce(persons.sex, 'unknown') as sex,
    coalesce(visits.disposition, 'UNKNOWN') as disposition,
    coalesce(deaths.is_in_hospital, false) as is_death,
    coalesce(visits.via_ed, false) as via_ed,
    visits.is_end_derived,
    visits.start_date,
    visits.end_date,
    visits.leave_days,
    visits.los_days,
    visits.los_midnights,
    visits.los_hours,
    visits.pre_inpatient_hours
from visits
left join silver.persons as persons on persons.person_id = visits.person_id
left join silver.stay_deaths as deaths on deaths.stay_id = visits.stay_id
