-- Which days of an acute stay belong to which department: from the day on which the patient is there to the day on which another one takes over.
-- Where segments overlap, the one begun last holds the patient, and the earlier one again when it has ended; a gap belongs to the one before it.
-- Open stays last until the day of reading.
with stays as (
    select
        stays.stay_id,
        stays.start_date,
        case when stays.is_open then local_date(parameters.as_of, stays.zone) else stays.end_date end as end_date
    from silver.stays as stays
    cross join config.parameters as parameters
    where stays.is_acute and stays.date_issue is null and stays.start_date is not null
),

segments as (
    select
        stays.stay_id,
        stays.start_date as stay_start_date,
        stays.end_date as stay_end_date,
        departments.department,
        departments.position,
        -- The first segment begins with the stay.
        case when departments.position = 1 then stays.start_date else least(greatest(departments.start_date, stays.start_date), stays.end_date) end as start_date,
        least(greatest(coalesce(departments.end_date, stays.end_date), stays.start_date), stays.end_date) as end_date,
        count(*) over (partition by stays.stay_id) as n_segments
    from stays
    left join silver.stay_departments as departments
        on departments.stay_id = stays.stay_id
        and (departments.start_date is not null or departments.position = 1)
    where stays.end_date > stays.start_date
),

moved as (
    select segments.stay_id, segments.department, segments.position, segments.start_date, segments.end_date, segments.stay_end_date
    from segments
    where segments.n_segments > 1
),

cuts as (
    select moved.stay_id, moved.start_date as cut_date from moved
    union
    select moved.stay_id, moved.end_date as cut_date from moved
    union
    select moved.stay_id, moved.stay_end_date as cut_date from moved
),

pieces as (
    select
        cuts.stay_id,
        cuts.cut_date as start_date,
        lead(cuts.cut_date) over (partition by cuts.stay_id order by cuts.cut_date) as end_date
    from cuts
),

held as (
    select
        pieces.stay_id,
        pieces.start_date,
        pieces.end_date,
        max_by(moved.department, moved.position + case when moved.end_date >= pieces.end_date then 1000000 else 0 end) as department
    from pieces
    inner join moved
        on moved.stay_id = pieces.stay_id
        and moved.start_date <= pieces.start_date
    where pieces.end_date is not null
    group by pieces.stay_id, pieces.start_date, pieces.end_date
)

select
    segments.stay_id,
    segments.stay_start_date as start_date,
    segments.stay_end_date as end_date,
    coalesce(segments.department, 'UNKNOWN') as department
from segments
where segments.n_segments = 1

union all

select
    held.stay_id,
    held.start_date,
    held.end_date,
    coalesce(held.department, 'UNKNOWN') as department
from held
