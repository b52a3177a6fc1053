-- Stays of persons who had home hospice care within the look-back before the day of admission, or on it.
select
    stays.stay_id,
    max(visits.start_date) as last_hospice_date
from silver.outpatient_visits as visits
inner join silver.stays as stays
    on stays.person_id = visits.person_id
    and visits.start_date <= stays.start_date
cross join config.parameters as parameters
where visits.is_hospice
    -- An open visit goes on, whatever end is written; one without a good end is as long as its first day.
    and (
        visits.is_open
        or add_days(greatest(coalesce(visits.end_date, visits.start_date), visits.start_date), parameters.hospice_lookback_days) >= stays.start_date
    )
group by stays.stay_id
