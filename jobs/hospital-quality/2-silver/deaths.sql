-- When a person died: the record's own date, else the earliest end of a stay or of an emergency or observation visit that ended in death, else unknown.
-- Such an end says it also when the start is not known to the day, but not when it lies before all that the start can mean.
with expired_stays as (
    select
        stays.person_id,
        stays.stay_id,
        stays.zone,
        stays.end_precision,
        stays.ended_at,
        stays.end_date,
        stays.end_date is not null
            and coalesce(stays.date_issue, '') <> 'END_BEFORE_START'
            and not coalesce(stays.end_date < fhir_date_lo(firsts.start_text, stays.zone), false) as is_dated
    from silver.stays stays
    left join silver.encounters firsts on firsts.encounter_id = stays.first_encounter_id
    where stays.disposition = 'EXPIRED'
),
expired_visits as (
    select
        person_id,
        cast(null as string) as stay_id,
        zone,
        end_precision,
        ended_at,
        end_date,
        not is_open
            and end_date is not null
            and not coalesce(ended_at < started_at or end_date < fhir_date_lo(start_text, zone), false) as is_dated
    from silver.encounters
    where disposition = 'EXPIRED'
        and setting in ('ED', 'OBS')
        and not is_excluded
        and duplicate_of is null
        and person_id is not null
),
expired as (
    select expired_stays.*, add_days(end_date, 1) as next_date from expired_stays
    union all
    select expired_visits.*, add_days(end_date, 1) as next_date from expired_visits
),
keyed as (
    select expired.*, case when ended_at is not null then ended_at else local_midnight(next_date, zone) end as death_key
    from expired
),
ranked as (
    select
        keyed.*,
        row_number() over (partition by person_id order by case when is_dated then 0 else 1 end, death_key nulls last, stay_id nulls last) as choice
    from keyed
),
stays as (
    select person_id, zone, row_number() over (partition by person_id order by start_date, stay_id) as place
    from silver.stays
    where start_date is not null
),
dead as (
    select
        persons.person_id,
        persons.deceased_text,
        coalesce(stays.zone, 'UTC') as zone,
        ranked.is_dated,
        ranked.end_precision,
        ranked.ended_at,
        ranked.end_date,
        ranked.stay_id
    from silver.persons persons
    left join ranked on ranked.person_id = persons.person_id and ranked.choice = 1
    left join stays on stays.person_id = persons.person_id and stays.place = 1
    where coalesce(persons.deceased_flag, false) or ranked.person_id is not null
)
select
    person_id,
    case when deceased_text is not null then 'deceased' when is_dated then 'disposition' else 'unknown_date' end as death_source,
    case when deceased_text is not null then fhir_precision(deceased_text) when is_dated then end_precision end as precision,
    case when deceased_text is not null then fhir_instant(deceased_text, zone) when is_dated then ended_at end as death_at,
    case when deceased_text is not null then fhir_date_lo(deceased_text, zone) when is_dated then end_date end as death_lo,
    case when deceased_text is not null then fhir_date_hi(deceased_text, zone) when is_dated then end_date end as death_hi,
    case when deceased_text is null and is_dated then stay_id end as disposition_stay_id
from dead
