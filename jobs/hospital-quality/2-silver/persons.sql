-- One person's facts out of the records merged into it: the surviving record first, then the member of the smallest id that says something.
with members as (
    select
        members.person_id,
        members.has_link_cycle,
        case when members.is_canonical then '' else members.patient_id end as preference,
        patients.gender,
        patients.birth_date,
        patients.deceased_date_time,
        patients.deceased_boolean
    from silver.person_members members
    left join bronze.patient patients on patients.patient_id = members.patient_id
),
merged as (
    select
        person_id,
        min_by(gender, preference) filter (where gender is not null) as sex,
        min_by(birth_date, preference) filter (where fhir_precision(birth_date) in ('year', 'month', 'day')) as birth_text,
        max(case when has_link_cycle then 1 else 0 end) = 1 as has_link_cycle,
        min_by(deceased_date_time, preference) filter (where fhir_precision(deceased_date_time) is not null) as deceased_text,
        count(distinct deceased_date_time) as death_texts,
        count(*) filter (where deceased_date_time is not null or deceased_boolean) as says_dead,
        count(*) filter (where not deceased_boolean) as says_alive
    from members
    group by person_id
)
select
    person_id,
    sex,
    fhir_date_lo(birth_text, 'UTC') as birth_lo,
    fhir_date_hi(birth_text, 'UTC') as birth_hi,
    fhir_precision(birth_text) as birth_precision,
    has_link_cycle,
    deceased_text,
    case when says_dead > 0 then true when says_alive > 0 then false end as deceased_flag,
    death_texts > 1 or (says_dead > 0 and says_alive > 0) as has_death_conflict
from merged
