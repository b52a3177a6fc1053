-- One clean row per encounter: who, where, when, how it began and ended, and whether it counts.
with newborns as (
    select distinct sources.encounter_id
    from bronze.encounter_admit_source sources
    join valuesets.codes codes
        on codes.value_set = 'vs_newborn_admit_source'
        and codes.system = sources.system
        and codes.code = sources.code
)
select
    encounters.encounter_id,
    encounters.patient_id,
    members.person_id,
    encounters.status,
    coalesce(encounters.status, 'unknown') in ('in-progress', 'onleave', 'arrived', 'triaged')
        or (coalesce(encounters.status, 'unknown') = 'finished' and coalesce(dispositions.is_still_patient, false)) as is_open,
    coalesce(encounters.status not in ('finished', 'in-progress', 'onleave', 'arrived', 'triaged'), true) as is_excluded,
    duplicates.kept_id as duplicate_of,
    settings.class_code,
    settings.setting,
    encounter_facilities.facility_id,
    facilities.zone,
    coalesce(periods.start_text, encounters.started) as start_text,
    encounters.ended as end_text,
    periods.start_precision,
    periods.end_precision,
    periods.started_at,
    periods.ended_at,
    periods.start_date,
    periods.end_date,
    coalesce(periods.is_end_derived, false) as is_end_derived,
    coalesce(dispositions.disposition, 'UNKNOWN') as disposition,
    coalesce(dispositions.is_home_care, false) as is_home_care,
    encounters.admit_source_code as admit_source,
    newborns.encounter_id is not null as is_newborn,
    encounters.part_of_id,
    coalesce(roots.root_id, encounters.encounter_id) as root_id
from bronze.encounter encounters
join silver.encounter_settings settings on settings.encounter_id = encounters.encounter_id
join silver.encounter_facilities encounter_facilities on encounter_facilities.encounter_id = encounters.encounter_id
left join silver.encounter_periods periods on periods.encounter_id = encounters.encounter_id
join silver.facilities facilities on facilities.facility_id = encounter_facilities.facility_id
left join silver.person_members members on members.patient_id = encounters.patient_id
left join silver.encounter_dispositions dispositions on dispositions.encounter_id = encounters.encounter_id
left join silver.encounter_duplicates duplicates on duplicates.encounter_id = encounters.encounter_id
left join silver.encounter_roots roots on roots.encounter_id = encounters.encounter_id
left join newborns on newborns.encounter_id = encounters.encounter_id
