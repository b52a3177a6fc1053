-- How an encounter ended: of all codings the first that is known. NUBC numbers are numbers: 1 and 01 are the same.
with codings as (
    select encounter_id, position, system, case when is_number(code) and not code like '%.%' then coalesce(cast(try_cast(code as bigint) as string), code) else code end as code
    from bronze.encounter_disposition
),
listed as (
    select value_set, system, case when is_number(code) and not code like '%.%' then coalesce(cast(try_cast(code as bigint) as string), code) else code end as code, code_group
    from valuesets.codes
    where value_set in ('vs_discharge_disposition', 'vs_home_care')
),
known as (
    select
        codings.encounter_id,
        codings.system,
        codings.code,
        listed.code_group,
        row_number() over (partition by codings.encounter_id order by codings.position, listed.code_group) as choice
    from codings
    join listed
        on listed.value_set = 'vs_discharge_disposition'
        and listed.system = codings.system
        and listed.code = codings.code
)
select
    known.encounter_id,
    case when known.code_group = 'STILL_PATIENT' then 'UNKNOWN' else known.code_group end as disposition,
    home_care.code is not null as is_home_care,
    known.code_group = 'STILL_PATIENT' as is_still_patient
from known
left join listed home_care
    on home_care.value_set = 'vs_home_care'
    and home_care.system = known.system
    and home_care.code = known.code
where known.choice = 1
