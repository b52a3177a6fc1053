-- Visits of one person at one facility that overlap, are nested or touch, found with a running maximum end.
-- Acute and other inpatient care are two lanes; emergency and observation visits take part in each lane that the person has there, and can bridge.
-- An emergency visit that is known to lead into an admission takes part where that admission is, and nowhere else.
-- Between days without a time, equality is no overlap. Where some starts have a time and some have none, order alone cannot tell: there every visit
-- is an island of its own, and the links between them do it pair by pair.
with inpatient_lanes as (
    select distinct person_id, facility_id, setting as lane
    from silver.visits
    where is_inpatient and start_issue is null
),
entries as (
    select lanes.lane, visits.*
    from silver.visits visits
    join inpatient_lanes lanes
        on lanes.person_id = visits.person_id
        and lanes.facility_id = visits.facility_id
        and (lanes.lane = visits.setting or not visits.is_inpatient)
    left join silver.visit_preludes preludes on preludes.encounter_id = visits.encounter_id
    where visits.start_issue is null
        and (preludes.encounter_id is null or (preludes.admission_facility_id = visits.facility_id and preludes.admission_setting = lanes.lane))
),
placed as (
    select
        entries.*,
        row_number() over (partition by person_id, facility_id, lane order by start_key, cover_end_key desc, encounter_id) as place
    from entries
),
compared as (
    select
        placed.*,
        max(cover_end_date) over (partition by person_id, facility_id, lane order by place rows between unbounded preceding and 1 preceding) as earlier_end_date,
        max(cover_end_at) over (partition by person_id, facility_id, lane order by place rows between unbounded preceding and 1 preceding) as earlier_end_at
    from placed
),
numbered as (
    select
        compared.*,
        count(*) over (partition by person_id, facility_id, lane) <> count(started_at) over (partition by person_id, facility_id, lane)
            and count(started_at) over (partition by person_id, facility_id, lane) > 0 as is_mixed,
        sum(case when start_date < earlier_end_date or started_at <= earlier_end_at then 0 else 1 end)
            over (partition by person_id, facility_id, lane order by place rows between unbounded preceding and current row) as run
    from compared
)
select
    encounter_id,
    lane,
    person_id,
    facility_id,
    is_inpatient,
    cast(place as int) as place,
    cast(case when is_mixed then place else run end as int) as island,
    is_mixed,
    started_at,
    start_date,
    cover_end_at,
    cover_end_date
from numbered
