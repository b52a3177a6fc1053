-- One row per inpatient stay at one facility with all that the measures ask of it.
with departments as (
    select stay_id, department, row_number() over (partition by stay_id order by coalesce(end_date, date '9999-12-31') desc, ended_at desc nulls first, position desc) as from_end
    from silver.stay_departments
),
leave as (
    select stay_id, cast(sum(leave_days) as int) as leave_days
    from silver.stay_leave
    group by stay_id
),
joined as (
    select
        bounds.stay_id,
        bounds.person_id,
        firsts.facility_id,
        firsts.zone,
        firsts.setting,
        firsts.setting = 'INPATIENT_ACUTE' as is_acute,
        bounds.first_encounter_id,
        bounds.last_encounter_id,
        firsts.start_precision,
        bounds.end_precision,
        firsts.started_at,
        bounds.ended_at,
        firsts.start_date,
        bounds.end_date,
        bounds.is_open,
        lasts.is_end_derived and bounds.end_precision is not null as is_end_derived,
        bounds.date_issue,
        lasts.disposition,
        lasts.is_home_care,
        firsts.admit_source,
        firsts.is_newborn,
        diagnoses.principal_system,
        diagnoses.principal_code,
        diagnoses.principal_ccs,
        coalesce(diagnoses.condition_stratum, 'NO_PRINCIPAL_DX') as condition_stratum,
        coalesce(departments.department, 'UNKNOWN') as department,
        case when bounds.date_issue is null then coalesce(leave.leave_days, 0) else 0 end as leave_days,
        case
            when bounds.date_issue is null and not bounds.is_open then days_between(firsts.start_date, bounds.end_date) - coalesce(leave.leave_days, 0)
        end as los_midnights,
        case
            when bounds.date_issue is null and not bounds.is_open then seconds_between(firsts.started_at, bounds.ended_at) / 3600
        end as los_hours,
        coalesce(preludes.pre_inpatient_hours, 0e0) as pre_inpatient_hours,
        coalesce(preludes.via_ed, false) as via_ed,
        persons.birth_lo,
        persons.birth_hi,
        parameters.max_los_days
    from silver.stay_bounds bounds
    join silver.encounters firsts on firsts.encounter_id = bounds.first_encounter_id
    join silver.encounters lasts on lasts.encounter_id = bounds.last_encounter_id
    left join silver.stay_diagnoses diagnoses on diagnoses.stay_id = bounds.stay_id
    left join departments on departments.stay_id = bounds.stay_id and departments.from_end = 1
    left join leave on leave.stay_id = bounds.stay_id
    left join silver.stay_preludes preludes on preludes.stay_id = bounds.stay_id
    left join silver.persons persons on persons.person_id = bounds.person_id
    left join config.parameters parameters on true
),
measured as (
    select
        joined.*,
        greatest(los_midnights, 1) as los_days,
        coalesce(date_issue, case when greatest(los_midnights, 1) >= max_los_days then 'LOS_GE_365' end) as issue
    from joined
)
select
    stay_id,
    person_id,
    facility_id,
    zone,
    setting,
    is_acute,
    first_encounter_id,
    last_encounter_id,
    start_precision,
    end_precision,
    started_at,
    ended_at,
    start_date,
    end_date,
    is_open,
    is_end_derived,
    issue as date_issue,
    not is_open and issue is null as is_completed,
    not is_open and issue is null and is_acute as completed_acute,
    disposition,
    is_home_care,
    admit_source,
    is_newborn,
    principal_system,
    principal_code,
    principal_ccs,
    condition_stratum,
    department,
    leave_days,
    case when los_midnights is not null then los_days end as los_days,
    los_midnights,
    los_hours,
    pre_inpatient_hours,
    via_ed,
    cast(year(start_date) - year(birth_hi) - case when month(start_date) * 100 + extract(day from start_date) < month(birth_hi) * 100 + extract(day from birth_hi) then 1 else 0 end as int) as age_lo,
    cast(year(start_date) - year(birth_lo) - case when month(start_date) * 100 + extract(day from start_date) < month(birth_lo) * 100 + extract(day from birth_lo) then 1 else 0 end as int) as age_hi
from measured
