-- Care setting by class. A class of another system says nothing; without a class the text of the type may (feeds that have no class at all).
-- A psychiatric, rehabilitation, long-term or skilled-nursing facility or unit is no acute one, whatever its IMP says.
with classes as (
    select distinct class_system, class_code, coalesce(class_system, '') || '|' || class_code as class_key
    from bronze.encounter
    where class_code is not null
),
mapped_classes as (
    select classes.class_key, classes.class_code, min(codes.code_group) as setting
    from classes
    join valuesets.codes codes
        on codes.value_set = 'vs_encounter_class'
        and codes.code = classes.class_code
        and (classes.class_system is null or codes.system = classes.class_system)
    group by classes.class_key, classes.class_code
),
typed as (
    select types.encounter_id, min_by(codes.code_group, types.type_position) as setting
    from bronze.encounter_type types
    join bronze.encounter encounters on encounters.encounter_id = types.encounter_id
    join valuesets.codes codes
        on codes.value_set = 'vs_encounter_type_text'
        and lower(codes.code) = lower(types.text)
    where encounters.class_code is null
    group by types.encounter_id
),
unit_kinds as (
    select encounter_id, min_by(kind, position) as kind
    from silver.encounter_places
    where kind is not null
    group by encounter_id
),
settled as (
    select
        encounters.encounter_id,
        mapped_classes.class_code,
        coalesce(mapped_classes.setting, typed.setting, 'IGNORED') as setting,
        overridable.code is not null or mapped_classes.class_code is null as is_overridable,
        coalesce(facilities.kind, unit_kinds.kind) as kind
    from bronze.encounter encounters
    left join mapped_classes
        on mapped_classes.class_key = coalesce(encounters.class_system, '') || '|' || encounters.class_code
    left join typed on typed.encounter_id = encounters.encounter_id
    left join (select distinct code from valuesets.codes where value_set = 'vs_class_by_facility_kind') overridable
        on overridable.code = mapped_classes.class_code
    left join silver.encounter_facilities encounter_facilities on encounter_facilities.encounter_id = encounters.encounter_id
    left join silver.facilities facilities on facilities.facility_id = encounter_facilities.facility_id
    left join unit_kinds on unit_kinds.encounter_id = encounters.encounter_id
)
select
    encounter_id,
    class_code,
    case
        when setting = 'INPATIENT_ACUTE' and is_overridable and kind in ('psych', 'rehab', 'ltac', 'snf') then 'INPATIENT_NONACUTE'
        else setting
    end as setting
from settled
