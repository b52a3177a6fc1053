-- Islands that make one stay all the same: an emergency or observation visit that ends at most the allowed minutes before an inpatient start,
-- and an inpatient return on the day of discharge with the same principal diagnosis. Each is tested against every earlier visit, whatever lies between.
with recursive
islands as (
    select islands.*, diagnoses.condition_stratum
    from silver.visit_islands islands
    left join silver.visit_diagnoses diagnoses on diagnoses.visit_id = islands.encounter_id
),
links as (
    select earlier.person_id, earlier.facility_id, earlier.lane, earlier.island as from_island, later.island as to_island
    from islands earlier
    join islands later
        on later.person_id = earlier.person_id
        and later.facility_id = earlier.facility_id
        and later.lane = earlier.lane
    join config.parameters parameters on true
    where later.place > earlier.place
        and later.island <> earlier.island
        and later.is_inpatient
        and (
            (
                not earlier.is_inpatient
                and earlier.cover_end_at <= later.started_at
                and seconds_between(earlier.cover_end_at, later.started_at) <= parameters.class_change_gap_min * 60
            )
            or (
                earlier.is_inpatient
                and earlier.cover_end_date = later.start_date
                and earlier.condition_stratum = later.condition_stratum
            )
        )
),
steps as (
    select person_id, facility_id, lane, from_island, to_island from links
    union
    select person_id, facility_id, lane, to_island as from_island, from_island as to_island from links
),
reached as (
    select person_id, facility_id, lane, from_island, to_island from steps
    union
    select reached.person_id, reached.facility_id, reached.lane, reached.from_island, steps.to_island
    from reached
    join steps
        on steps.person_id = reached.person_id
        and steps.facility_id = reached.facility_id
        and steps.lane = reached.lane
        and steps.from_island = reached.to_island
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
    from islands
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
