-- When a person died: the record's own date, else the earliest end of a stay or of an emergency or observation visit that ended in death, else unknown.
with expired_stays as (
    select person_id, stay_id, end_precision, ended_at, end_date, case when is_open or date_issue in ('MISSING_END', 'END_BEFORE_START') then false else end_precision is not null end as is_dated, last_encounter_id, zone
    from silver.stays
    where disposition = 'EXPIRED'
),
expired as (
    select expired_stays.person_id, expired_stays.stay_id, expired_stays.is_dated, encounters.end_text, expired_stays.end_precision, expired_stays.ended_at, expired_stays.end_date, expired_stays.zone
    from expired_stays
    join silver.encounters encounters on encounters.encounter_id = expired_stays.last_encounter_id
    union all
    select
        person_id,
        cast(null as string) as stay_id,
        not is_open and end_precision is not null and coalesce(ended_at >= started_at, end_date >= start_date, true) as is_dated,
        end_text,
        end_precision,
        ended_at,
        end_date,
        zone
    from silver.encounters
    where disposition = 'EXPIRED'
        and setting in ('ED', 'OBS')
        and not is_excluded
        and duplicate_of is null
        and person_id is not null
),
ranked as (
    select
        expired.*,
        case when end_date is not null then end_date else fhir_date_lo(end_text, zone) end as death_lo,
        case when end_date is not null then end_date else fhir_date_hi(end_text, zone) end as death_hi,
        row_number() over (
            partition by person_id
            order by case when is_dated then 0 else 1 end, case when ended_at is not null then ended_at else local_midnight(fhir_date_lo(end_text, zone), zone) end nulls last, stay_id nulls last
        ) as choice
    from expired
),
zones as (
    select person_id, min_by(zone, case when started_at is not null then started_at else local_midnight(start_date, zone) end) as zone
    from silver.stays
    where start_date is not null
    group by person_id
)
select
    persons.person_id,
    case
        when persons.deceased_text is not null then 'deceased'
        when ranked.is_dated then 'disposition'
        else 'unknown_date'
    end as death_source,
    case
        when persons.deceased_text is not null then fhir_precision(persons.deceased_text)
        when ranked.is_dated then ranked.end_precision
    end as precision,
    case
        when persons.deceased_text is not null then fhir_instant(persons.deceased_text, coalesce(zones.zone, 'UTC'))
        when ranked.is_dated then ranked.ended_at
    end as death_at,
    case
        when persons.deceased_text is not null then fhir_date_lo(persons.deceased_text, coalesce(zones.zone, 'UTC'))
        when ranked.is_dated then ranked.death_lo
    end as death_lo,
    case
        when persons.deceased_text is not null then fhir_date_hi(persons.deceased_text, coalesce(zones.zone, 'UTC'))
        when ranked.is_dated then ranked.death_hi
    end as death_hi,
    case
        when persons.deceased_text is null and ranked.is_dated then ranked.stay_id
    end as disposition_stay_id
from silver.persons persons
left join ranked on ranked.person_id = persons.person_id and ranked.choice = 1
left join zones on zones.person_id = persons.person_id
where coalesce(persons.deceased_flag, false) or ranked.person_id is not null
