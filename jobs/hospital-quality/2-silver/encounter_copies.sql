-- Pairs of encounters sent twice under two ids: same identifier, or same hospital, setting, start and end; always the same person and setting, never parent and child.
with candidates as (
    select
        encounters.encounter_id,
        members.person_id,
        settings.setting,
        encounter_facilities.facility_id,
        coalesce(cast(periods.written_start_at as string), encounters.started) as start_key,
        coalesce(case when encounters.ended is not null then cast(periods.ended_at as string) end, encounters.ended, '') as end_key,
        encounters.clinical_elements
    from bronze.encounter encounters
    join silver.person_members members on members.patient_id = encounters.patient_id
    join silver.encounter_settings settings on settings.encounter_id = encounters.encounter_id
    join silver.encounter_facilities encounter_facilities on encounter_facilities.encounter_id = encounters.encounter_id
    left join silver.encounter_periods periods on periods.encounter_id = encounters.encounter_id
    where encounters.status in ('finished', 'in-progress', 'onleave', 'arrived', 'triaged')
        and settings.setting <> 'IGNORED'
),
same_periods as (
    select person_id, setting, facility_id, start_key, end_key
    from candidates
    where start_key is not null
    group by person_id, setting, facility_id, start_key, end_key
    having count(*) > 1
),
shared_identifiers as (
    select system, value
    from bronze.encounter_identifier
    where system is not null and value is not null
    group by system, value
    having count(distinct encounter_id) > 1
),
identified as (
    select distinct candidates.encounter_id, candidates.person_id, candidates.setting, identifiers.system, identifiers.value
    from shared_identifiers
    join bronze.encounter_identifier identifiers
        on identifiers.system = shared_identifiers.system
        and identifiers.value = shared_identifiers.value
    join candidates on candidates.encounter_id = identifiers.encounter_id
),
timed as (
    select candidates.encounter_id, candidates.person_id, candidates.setting, candidates.facility_id, candidates.start_key, candidates.end_key
    from candidates
    join same_periods
        on same_periods.person_id = candidates.person_id
        and same_periods.setting = candidates.setting
        and same_periods.facility_id = candidates.facility_id
        and same_periods.start_key = candidates.start_key
        and same_periods.end_key = candidates.end_key
),
pairs as (
    select one.encounter_id as from_id, other.encounter_id as to_id
    from identified one
    join identified other
        on other.person_id = one.person_id
        and other.setting = one.setting
        and other.system = one.system
        and other.value = one.value
    where one.encounter_id <> other.encounter_id
    union
    select one.encounter_id as from_id, other.encounter_id as to_id
    from timed one
    join timed other
        on other.person_id = one.person_id
        and other.setting = one.setting
        and other.facility_id = one.facility_id
        and other.start_key = one.start_key
        and other.end_key = one.end_key
    where one.encounter_id <> other.encounter_id
)
select pairs.from_id, pairs.to_id
from pairs
left join silver.encounter_lines above on above.encounter_id = pairs.from_id and above.ancestor_id = pairs.to_id
left join silver.encounter_lines below on below.encounter_id = pairs.to_id and below.ancestor_id = pairs.from_id
where above.encounter_id is null and below.encounter_id is null
