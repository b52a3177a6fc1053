-- Departments are organizations too: an organization counts as the first one above it (or itself) that the operator gave a kind.
with recursive
parents as (
    select organizations.organization_id, coalesce(organizations.part_of_id, lookups.organization_id) as parent_id
    from bronze.organization organizations
    left join silver.organization_lookups lookups
        on organizations.part_of_id is null
        and lookups.lookup = case
            when organizations.part_of_reference like 'Organization?%' then organizations.part_of_reference
            when organizations.part_of_identifier_value is not null then coalesce(organizations.part_of_identifier_system, '') || '|' || organizations.part_of_identifier_value
            else organizations.part_of_reference
        end
),
steps as (
    select parents.organization_id, parents.parent_id, facilities.kind
    from parents
    left join config.facilities facilities on facilities.facility_id = parents.parent_id
    where parents.parent_id is not null
),
climbed as (
    select organization_id, parent_id as ancestor_id, kind, 1 as height from steps
    union
    select climbed.organization_id, steps.parent_id as ancestor_id, steps.kind, climbed.height + 1 as height
    from climbed
    join steps on steps.organization_id = climbed.ancestor_id
    where climbed.kind is null and climbed.height < 32
)
select
    climbed.organization_id,
    min_by(climbed.ancestor_id, climbed.height) as facility_id
from climbed
left join config.facilities facilities on facilities.facility_id = climbed.organization_id
where climbed.kind is not null and facilities.kind is null
group by climbed.organization_id
