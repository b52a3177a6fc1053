-- Departments are organizations too: an organization counts as the first one above it (or itself) that the operator gave a kind.
with recursive climbed as (
    select organization_id, parent_id as ancestor_id, kind, 1 as height from silver.organization_parents
    union
    select climbed.organization_id, parents.parent_id as ancestor_id, parents.kind, climbed.height + 1 as height
    from climbed
    join silver.organization_parents parents on parents.organization_id = climbed.ancestor_id
    where climbed.kind is null and climbed.height < 32
)
select
    climbed.organization_id,
    min_by(climbed.ancestor_id, climbed.height) as facility_id
from climbed
left join config.facilities facilities on facilities.facility_id = climbed.organization_id
where climbed.kind is not null and facilities.kind is null
group by climbed.organization_id
