-- Islands that are linked, directly or over others, are one stay; it takes the id of its first inpatient encounter. Groups without one are no stay.
with recursive reached as (
    select person_id, facility_id, lane, from_island, to_island from silver.stay_links
    union
    select reached.person_id, reached.facility_id, reached.lane, reached.from_island, links.to_island
    from reached
    join silver.stay_links links
        on links.person_id = reached.person_id
        and links.facility_id = reached.facility_id
        and links.lane = reached.lane
        and links.from_island = reached.to_island
),
joined as (
    select person_id, facility_id, lane, from_island as island, min(to_island) as first_island
    from reached
    group by person_id, facility_id, lane, from_island
),
grouped as (
    select
        islands.encounter_id,
        islands.lane,
        islands.person_id,
        islands.facility_id,
        islands.is_inpatient,
        islands.place,
        coalesce(joined.first_island, islands.island) as group_number
    from silver.visit_islands islands
    left join joined
        on joined.person_id = islands.person_id
        and joined.facility_id = islands.facility_id
        and joined.lane = islands.lane
        and joined.island = islands.island
),
firsts as (
    select person_id, facility_id, lane, group_number, min_by(encounter_id, place) as stay_id
    from grouped
    where is_inpatient
    group by person_id, facility_id, lane, group_number
)
select
    grouped.encounter_id,
    grouped.lane,
    grouped.is_inpatient,
    firsts.stay_id
from grouped
join firsts
    on firsts.person_id = grouped.person_id
    and firsts.facility_id = grouped.facility_id
    and firsts.lane = grouped.lane
    and firsts.group_number = grouped.group_number
