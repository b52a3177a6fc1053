-- Each location with what directly holds it, whether it is a department (a ward), and the kind of unit that its own type says.
with kinds as (
    select types.location_id, min_by(codes.code_group, types.position * 1000 + types.coding_position) as kind
    from bronze.location_type types
    join valuesets.codes codes
        on codes.value_set = 'vs_facility_kind_role'
        and codes.system = types.system
        and codes.code = types.code
    group by types.location_id
)
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
