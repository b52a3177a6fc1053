-- Every coding of every Condition; any of them may match a value set, not only the first.
select
    condition_id,
    cast(position + 1 as int) as position,
    system,
    code
from bronze.condition_code
where code is not null
