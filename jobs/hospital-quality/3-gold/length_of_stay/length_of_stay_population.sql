-- Who is measured: every inpatient stay, and every emergency or observation visit that led into none; each in one stratum, with the reason if it is left out.
with candidates as (
    select
        stays.stay_id,
        stays.person_id,
        stays.facility_id,
        case when stays.is_newborn then 'NEWBORN' when stays.is_acute then 'ACUTE' else 'NONACUTE' end as stratum,
        stays.is_open,
        stays.date_issue,
        stays.is_end_derived,
        stays.start_date,
        stays.end_date,
        stays.los_days,
        stays.los_midnights,
        stays.los_hours,
        stays.leave_days,
        stays.pre_inpatient_hours,
        stays.via_ed,
        stays.department,
        stays.condition_stratum,
        stays.disposition,
        stays.age_lo,
        stays.age_hi
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
        visits.start_date,
        visits.end_date,
        visits.los_days,
        visits.los_midnights,
        visits.los_hours,
        cast(0 as int) as leave_days,
        0e0 as pre_inpatient_hours,
        visits.setting = 'ED' as via_ed,
        visits.department,
        visits.condition_stratum,
        visits.disposition,
        visits.age_lo,
        visits.age_hi
    from silver.outpatient_visits as visits
    where visits.setting in ('ED', 'OBS')
)

select
    candidates.stay_id,
    candidates.person_id,
    candidates.facility_id,
    candidates.stratum,
    case when candidates.is_open then 'OPEN' else candidates.date_issue end as exclusion,
    candidates.is_end_derived,
    candidates.start_date,
    candidates.end_date,
    candidates.los_days,
    candidates.los_midnights,
    candidates.los_hours,
    candidates.leave_days,
    candidates.pre_inpatient_hours,
    candidates.via_ed,
    candidates.department,
    candidates.condition_stratum,
    candidates.disposition,
    candidates.age_lo,
    candidates.age_hi
from candidates
