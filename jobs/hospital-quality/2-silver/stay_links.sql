-- Islands that make one stay all the same: an emergency or observation visit that ends at most the allowed minutes before an inpatient start,
-- an inpatient return on the day of discharge with the same principal diagnosis, and an emergency visit that the admission is part of; and overlap, where the islands are single visits. Each is tested against every earlier visit, whatever lies between.
with islands as (
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
        and (
            (later.is_mixed and (later.start_date < earlier.cover_end_date or later.started_at <= earlier.cover_end_at))
            or (
                later.is_inpatient
                and not earlier.is_inpatient
                and earlier.cover_end_at <= later.started_at
                and seconds_between(earlier.cover_end_at, later.started_at) <= parameters.class_change_gap_min * 60
            )
            or (
                later.is_inpatient
                and earlier.is_inpatient
                and earlier.cover_end_date = later.start_date
                and earlier.condition_stratum = later.condition_stratum
            )
        )
    union
    select visits.person_id, visits.facility_id, visits.lane, visits.island as from_island, admissions.island as to_island
    from silver.visit_preludes preludes
    join islands visits on visits.encounter_id = preludes.encounter_id
    join islands admissions on admissions.encounter_id = preludes.admission_id and admissions.lane = visits.lane
    where admissions.island <> visits.island
)
select person_id, facility_id, lane, from_island, to_island from links
union
select person_id, facility_id, lane, to_island as from_island, from_island as to_island from links
