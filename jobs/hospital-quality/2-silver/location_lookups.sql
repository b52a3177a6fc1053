-- Conditional and logical references to Locations, each resolved once; what nothing resolves keeps its identifier.
with named as (
    select location_reference as reference, location_identifier_system as system, location_identifier_value as value
    from bronze.encounter_location
    where location_id is null
    union
    select part_of_reference as reference, part_of_identifier_system as system, part_of_identifier_value as value
    from bronze.location
    where part_of_id is null
),
keyed as (
    select distinct
        case
            when reference like 'Location?%' then reference
            when value is not null then coalesce(system, '') || '|' || value
            else reference
        end as lookup,
        case
            when reference like 'Location?%' then replace(replace(replace(replace(regexp_extract(reference, '[?&]identifier=([^&]*)', 1), '%7C', '|'), '%7c', '|'), '%3A', ':'), '%2F', '/')
            when value is not null then coalesce(system, '') || '|' || value
        end as token
    from named
    where (reference is not null and reference not like '#%') or value is not null
),
searched as (
    select
        lookup,
        token,
        case when instr(token, '|') > 1 then substring(token, 1, instr(token, '|') - 1) end as system,
        substring(token, instr(token, '|') + 1) as value
    from keyed
),
found as (
    select searched.lookup, min(identifiers.location_id) as location_id
    from searched
    join bronze.location_identifier identifiers
        on identifiers.value = searched.value
        and (searched.system is null or identifiers.system = searched.system)
    group by searched.lookup
)
select
    searched.lookup,
    coalesce(found.location_id, nullif(searched.token, ''), searched.lookup) as location_id
from searched
left join found on found.lookup = searched.lookup
