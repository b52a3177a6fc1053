-- The infection groups of the value set. Surgical sites have windows of their own, and resistance or a virus marks an infection rather than being one:
-- they form events, but are outside the rates.
select
    codes.code_group as infection_group,
    codes.code_group not in ('SSI', 'MDRO', 'RESP_VIRAL') as is_in_rate,
    max(codes.version) as version
from valuesets.codes as codes
where codes.value_set = 'vs_infection' and codes.code_group is not null
group by codes.code_group
