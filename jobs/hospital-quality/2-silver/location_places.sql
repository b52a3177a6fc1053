-- What a location is part of: the ward that is its department, and the kind of unit (psychiatric, rehabilitation …) that its type, or that of what holds it, says.
with recursive
kinds as (
    select types.location_id, min_by(codes.code_group, types.position * 1000 + types.coding_position) as kind
    from bronze.location_type types
    join valuesets.codes codes
        on codes.value_set = 'vs_facility_kind_role'
        and codes.system = types.system
        and codes.code = types.code
    group by types.location_id
),
places as (
    select
        locations.location_id,
        coalesce(locations.part_of_id, lookups.location_id) as parent_id,
        codes.code is not null as is_department,
        kinds.kind
    from bronze.location locations
    left join silver.location_lookups lookups
        on locations.part_of_id is null
        and lookups.lookup = case
            when locations.part_of_reference like 'Location?%' then locations.part_of_reference
            when locations.part_of_identifier_value is not null then coalesce(locations.part_of_identifier_system, '') || '|' || locations.part_of_identifier_value
            else locations.part_of_reference
        end
    left join valuesets.codes codes
        on codes.value_set = 'vs_department_location'
        and codes.system = locations.physical_type_system
        and codes.code = locations.physical_type_code
    left join kinds on kinds.location_id = locations.location_id
),
climbed as (
    select location_id, location_id as ancestor_id, parent_id, is_department, kind, 0 as height from places
    union
    select climbed.location_id, places.location_id as ancestor_id, places.parent_id, places.is_department, places.kind, climbed.height + 1 as height
    from climbed
    join places on places.location_id = climbed.parent_id
    where climbed.height < 32
)
select
    location_id,
    coalesce(min_by(ancestor_id, height) filter (where is_department), location_id) as department,
    min_by(kind, height) filter (where kind is not null) as kind
from climbed
group by location_id
