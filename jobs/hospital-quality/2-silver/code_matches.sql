-- Which codes of the data belong to which value set. Matching needs the system; dots and case do not matter; a prefix takes what begins with it.
with codings as (
    select system, code from bronze.condition_code
    union
    select system, code from bronze.procedure_code
    union
    select system, code from bronze.encounter_reason
    union
    select system, code from bronze.encounter_type
),
seen as (
    select system, code, replace(upper(code), '.', '') as plain_code
    from codings
    where system is not null and code is not null
),
listed as (
    select value_set, version, system, match, code_group, replace(upper(code), '.', '') as plain_code
    from valuesets.codes
),
lengths as (
    select distinct length(plain_code) as prefix_length from listed where match = 'prefix'
),
beginnings as (
    select seen.system, seen.code, lengths.prefix_length, substring(seen.plain_code, 1, lengths.prefix_length) as beginning
    from seen
    join lengths on lengths.prefix_length <= length(seen.plain_code)
),
matches as (
    select listed.value_set, listed.version, seen.system, seen.code, listed.code_group, 1000 as closeness
    from seen
    join listed on listed.system = seen.system and listed.plain_code = seen.plain_code
    where listed.match = 'exact'
    union all
    select listed.value_set, listed.version, beginnings.system, beginnings.code, listed.code_group, beginnings.prefix_length as closeness
    from beginnings
    join listed on listed.system = beginnings.system and listed.plain_code = beginnings.beginning
    where listed.match = 'prefix'
),
best as (
    select value_set, version, system, code, code_group, max(closeness) as closeness
    from matches
    group by value_set, version, system, code, code_group
)
select
    value_set,
    version,
    system,
    code,
    code_group,
    row_number() over (partition by value_set, system, code order by closeness desc, code_group, version) = 1 as is_closest
from best
