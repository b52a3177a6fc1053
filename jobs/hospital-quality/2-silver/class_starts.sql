-- When inpatient status began inside an encounter that is inpatient by its class: its first inpatient segment,
-- or, when the history tells of emergency and observation only, the end of the last of these.
with segments as (
    select segments.*
    from silver.class_segments segments
    join silver.encounter_settings settings on settings.encounter_id = segments.encounter_id
    where settings.setting in ('INPATIENT_ACUTE', 'INPATIENT_NONACUTE')
),
summed as (
    select
        encounter_id,
        min_by(start_text, start_key) filter (where setting in ('INPATIENT_ACUTE', 'INPATIENT_NONACUTE') and start_key is not null) as inpatient_start_text,
        count(*) filter (where setting in ('ED', 'OBS')) as before,
        count(*) filter (where setting in ('ED', 'OBS') and end_key is not null) as before_ended,
        count(*) as all_segments,
        max_by(end_text, end_key) filter (where setting in ('ED', 'OBS') and end_key is not null) as before_end_text
    from segments
    group by encounter_id
),
starts as (
    select
        encounter_id,
        case when before = all_segments and before_ended > 0 then before_end_text else inpatient_start_text end as start_text
    from summed
)
select encounter_id, start_text
from starts
where start_text is not null
