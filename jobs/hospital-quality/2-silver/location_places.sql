-- What a location is part of: the ward that is its department, and the kind of unit (psychiatric, rehabilitation …) that its type, or that of what holds it, says.
with recursive climbed as (
    select location_id, location_id as ancestor_id, parent_id, is_department, kind, 0 as height from silver.location_parents
    union
    select climbed.location_id, places.location_id as ancestor_id, places.parent_id, places.is_department, places.kind, climbed.height + 1 as height
    from climbed
    join silver.location_parents places on places.location_id = climbed.parent_id
    where climbed.height < 32
)
select
    location_id,
    coalesce(min_by(ancestor_id, height) filter (where is_department), location_id) as department,
    min_by(kind, height) filter (where kind is not null) as kind
from climbed
group by location_id
