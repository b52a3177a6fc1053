-- Emergency and observation visits that lead into no stay, and home-health encounters of a hospice. Visits are not merged with each other.
with hospice as (
    select encounters.encounter_id
    from silver.encounters encounters
    join valuesets.codes classes on classes.value_set = 'vs_home_health_class' and classes.code = encounters.class_code
    join bronze.encounter_type types on types.encounter_id = encounters.encounter_id
    join silver.code_matches matches
        on matches.value_set = 'vs_hospice_type'
        and matches.system = types.system
        and matches.code = types.code
    group by encounters.encounter_id
),
visits as (
    select
        encounters.*,
        hospice.encounter_id is not null as is_hospice
    from silver.encounters encounters
    left join hospice on hospice.encounter_id = encounters.encounter_id
    left join silver.stay_encounters members on members.encounter_id = encounters.encounter_id
    where (encounters.setting in ('ED', 'OBS') or hospice.encounter_id is not null)
        and not encounters.is_excluded
        and encounters.duplicate_of is null
        and encounters.person_id is not null
        -- Hospice care stays one of its own also where partOf hangs it under a stay.
        and (members.encounter_id is null or hospice.encounter_id is not null)
),
types as (
    select
        types.encounter_id,
        types.system,
        types.code,
        row_number() over (
            partition by types.encounter_id
            order by case when matches.code is null then 1 else 0 end, types.type_position, types.coding_position
        ) as choice
    from bronze.encounter_type types
    join visits on visits.encounter_id = types.encounter_id
    left join silver.code_matches matches
        on matches.value_set = 'vs_hospice_type'
        and matches.system = types.system
        and matches.code = types.code
    where types.code is not null
),
places as (
    select
        places.encounter_id,
        places.department,
        row_number() over (partition by places.encounter_id order by fhir_date_hi(places.ended, 'UTC') desc nulls first, places.position desc) as from_end
    from silver.encounter_places places
    join visits on visits.encounter_id = places.encounter_id
),
judged as (
    select
        visits.*,
        case
            when start_precision is null then 'MISSING_START'
            when start_precision in ('year', 'month') then 'PARTIAL_DATE'
            when is_open then null
            when end_precision is null then 'MISSING_END'
            when end_precision in ('year', 'month') then 'PARTIAL_DATE'
            when ended_at < started_at or end_date < start_date then 'END_BEFORE_START'
        end as issue
    from visits
),
measured as (
    select
        judged.*,
        case when issue is null and not is_open then days_between(start_date, end_date) end as los_midnights,
        case when issue is null and not is_open then seconds_between(started_at, ended_at) / 3600 end as los_hours
    from judged
)
select
    measured.encounter_id,
    measured.person_id,
    measured.facility_id,
    measured.zone,
    measured.setting,
    measured.class_code,
    measured.is_hospice,
    types.system as type_system,
    types.code as type_code,
    measured.start_precision,
    measured.end_precision,
    measured.started_at,
    measured.ended_at,
    measured.start_date,
    measured.end_date,
    measured.is_open,
    measured.is_end_derived,
    coalesce(measured.issue, case when measured.los_midnights >= parameters.max_los_days then 'LOS_GE_365' end) as date_issue,
    measured.disposition,
    measured.is_newborn,
    case when measured.los_midnights is not null then greatest(measured.los_midnights, 1) end as los_days,
    measured.los_midnights,
    measured.los_hours,
    coalesce(places.department, services.service_type_code, services.service_type_text, 'UNKNOWN') as department,
    coalesce(diagnoses.condition_stratum, 'NO_PRINCIPAL_DX') as condition_stratum,
    cast(year(measured.start_date) - year(persons.birth_hi) - case when month(measured.start_date) * 100 + extract(day from measured.start_date) < month(persons.birth_hi) * 100 + extract(day from persons.birth_hi) then 1 else 0 end as int) as age_lo,
    cast(year(measured.start_date) - year(persons.birth_lo) - case when month(measured.start_date) * 100 + extract(day from measured.start_date) < month(persons.birth_lo) * 100 + extract(day from persons.birth_lo) then 1 else 0 end as int) as age_hi
from measured
join bronze.encounter services on services.encounter_id = measured.encounter_id
left join types on types.encounter_id = measured.encounter_id and types.choice = 1
left join places on places.encounter_id = measured.encounter_id and places.from_end = 1
left join silver.visit_diagnoses diagnoses on diagnoses.visit_id = measured.encounter_id
left join silver.persons persons on persons.person_id = measured.person_id
left join config.parameters parameters on true
