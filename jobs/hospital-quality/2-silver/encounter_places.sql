-- Where an encounter took place, in the order written; a place that was only planned or reserved is none.
with places as (
    select
        encounter_id,
        position,
        location_id,
        case
            when location_id is not null then null
            when location_reference like 'Location?%' then location_reference
            when location_identifier_value is not null then coalesce(location_identifier_system, '') || '|' || location_identifier_value
            else location_reference
        end as lookup,
        location_display,
        started,
        ended
    from bronze.encounter_location
    where coalesce(status, 'active') not in ('planned', 'reserved')
),
resolved as (
    select
        places.encounter_id,
        places.position,
        coalesce(places.location_id, lookups.location_id) as location_id,
        places.location_display,
        places.started,
        places.ended
    from places
    left join silver.location_lookups lookups on lookups.lookup = places.lookup
)
select
    resolved.encounter_id,
    resolved.position,
    resolved.location_id,
    coalesce(location_places.department, resolved.location_id, resolved.location_display) as department,
    location_places.kind,
    resolved.started,
    resolved.ended
from resolved
left join silver.location_places location_places on location_places.location_id = resolved.location_id
where coalesce(resolved.location_id, resolved.location_display) is not null
