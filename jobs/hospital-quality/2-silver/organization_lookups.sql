-- Conditional (Organization?identifier=system|value) and logical (identifier only) references, each resolved once.
-- What nothing resolves keeps its identifier, so that two unknown hospitals stay two.
with named as (
    select service_provider_reference as reference, service_provider_identifier_system as system, service_provider_identifier_value as value
    from bronze.encounter
    where service_provider_id is null
    union
    select part_of_reference as reference, part_of_identifier_system as system, part_of_identifier_value as value
    from bronze.organization
    where part_of_id is null
),
keyed as (
    select distinct
        case
            when reference like 'Organization?%' then reference
            when value is not null then coalesce(system, '') || '|' || value
            else reference
        end as lookup,
        case
            when reference like 'Organization?%' then replace(replace(replace(replace(regexp_extract(reference, '[?&]identifier=([^&]*)', 1), '%7C', '|'), '%7c', '|'), '%3A', ':'), '%2F', '/')
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
    select searched.lookup, min(identifiers.organization_id) as organization_id
    from searched
    join bronze.organization_identifier identifiers
        on identifiers.value = searched.value
        and (searched.system is null or identifiers.system = searched.system)
    group by searched.lookup
)
select
    searched.lookup,
    coalesce(found.organization_id, nullif(searched.token, ''), searched.lookup) as organization_id
from searched
left join found on found.lookup = searched.lookup
