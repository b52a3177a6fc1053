-- The hospital of an encounter: its serviceProvider, resolved and counted at the level that has a kind. Missing ones share the value UNKNOWN.
with providers as (
    select
        encounter_id,
        service_provider_id,
        case
            when service_provider_id is not null then null
            when service_provider_reference like 'Organization?%' then service_provider_reference
            when service_provider_identifier_value is not null then coalesce(service_provider_identifier_system, '') || '|' || service_provider_identifier_value
            else service_provider_reference
        end as lookup
    from bronze.encounter
),
resolved as (
    select providers.encounter_id, coalesce(providers.service_provider_id, lookups.organization_id) as organization_id
    from providers
    left join silver.organization_lookups lookups on lookups.lookup = providers.lookup
)
select
    resolved.encounter_id,
    coalesce(facilities.facility_id, resolved.organization_id, 'UNKNOWN') as facility_id
from resolved
left join silver.organization_facilities facilities on facilities.organization_id = resolved.organization_id
