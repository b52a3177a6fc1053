-- What is known about each hospital; local days hang on its time zone, so a missing one stops the run.
with used as (
    select distinct facility_id from silver.encounter_facilities
)
select
    used.facility_id,
    coalesce(facilities.name, organizations.name) as name,
    coalesce(facilities.zone, parameters.default_zone) as zone,
    facilities.kind
from used
left join config.facilities facilities on facilities.facility_id = used.facility_id
left join bronze.organization organizations on organizations.organization_id = used.facility_id
left join config.parameters parameters on true
