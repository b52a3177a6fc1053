-- Every coding of every Procedure, with its CCS category where the operator has a map.
select
    codes.procedure_id,
    cast(codes.position + 1 as int) as position,
    codes.system,
    codes.code,
    matches.code_group as ccs
from bronze.procedure_code codes
left join silver.code_matches matches
    on matches.value_set = 'ccs_px'
    and matches.system = codes.system
    and matches.code = codes.code
    and matches.is_closest
where codes.code is not null
