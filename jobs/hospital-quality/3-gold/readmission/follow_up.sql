-- The local day up to which the feed is complete: what happens later cannot be seen yet.
with finished_stays as (
    select max(stays.end_date) as last_end_date
    from silver.stays as stays
    cross join config.parameters as parameters
    where stays.is_completed
        -- An end after the day of reading is a slip of the pen and must not push the horizon.
        and (parameters.as_of is null or stays.end_date <= local_date(parameters.as_of, stays.zone))
)

select
    coalesce(parameters.data_through, finished_stays.last_end_date) as data_through,
    case
        when parameters.data_through is not null then 'parameter'
        when finished_stays.last_end_date is not null then 'last_discharge'
        else 'unknown'
    end as data_through_source
from config.parameters as parameters
cross join finished_stays
