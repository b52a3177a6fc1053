-- Periods of leave of a stay as runs of local days that do not overlap: start_date < midnight <= end_date was spent on leave.
with periods as (
    select
        members.stay_id,
        fhir_local_date(histories.started, encounters.zone) as start_date,
        case
            when histories.ended is not null then fhir_local_date(histories.ended, encounters.zone)
            when encounters.is_open then local_date(parameters.as_of, encounters.zone)
        end as end_date
    from bronze.encounter_status_history histories
    join silver.stay_encounters members on members.encounter_id = histories.encounter_id and members.role = 'inpatient'
    join silver.encounters encounters on encounters.encounter_id = histories.encounter_id
    left join config.parameters parameters on true
    where histories.status = 'onleave'
),
bounds as (
    select members.stay_id, min(visits.start_date) as start_date, max(visits.cover_end_date) as end_date
    from silver.stay_encounters members
    join silver.visits visits on visits.encounter_id = members.encounter_id
    where members.is_root
    group by members.stay_id
),
clipped as (
    select
        periods.stay_id,
        greatest(periods.start_date, bounds.start_date) as start_date,
        least(periods.end_date, bounds.end_date) as end_date
    from periods
    join bounds on bounds.stay_id = periods.stay_id
    where periods.start_date is not null and periods.end_date is not null and bounds.start_date is not null
),
compared as (
    select
        stay_id,
        start_date,
        end_date,
        max(end_date) over (partition by stay_id order by start_date, end_date rows between unbounded preceding and 1 preceding) as earlier_end_date
    from clipped
    where end_date > start_date
),
trimmed as (
    select stay_id, greatest(start_date, earlier_end_date) as start_date, end_date
    from compared
    where earlier_end_date is null or end_date > earlier_end_date
)
select
    stay_id,
    cast(row_number() over (partition by stay_id order by start_date) as int) as position,
    start_date,
    end_date,
    days_between(start_date, end_date) as leave_days
from trimmed
