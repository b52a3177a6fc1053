-- The organization directly above an organization, and its kind where the operator gave one.
with parents as (
    select organizations.organization_id, coalesce(organizations.part_of_id, lookups.organization_id) as parent_id
    from bronze.organization organizations
    left join silver.organization_lookups lookups
        on organizations.part_of_id is null
        and lookups.lookup = case
            when organizations.part_of_reference like 'Organization?%' then organizations.part_of_reference
            when organizations.part_of_identifier_value is not null then coalesce(organizations.part_of_identifier_system, '') || '|' || organizations.part_of_identifier_value
            else organizations.part_of_reference
        end
)
select parents.organization_id, parents.parent_id, facilities.kind
from parents
left join config.facilities facilities on facilities.facility_id = parents.parent_id
where parents.parent_id is not null
