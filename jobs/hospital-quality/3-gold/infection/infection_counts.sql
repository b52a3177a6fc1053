-- Events and denominators per cell: overall, hospital, department, month, and, for events, the infection group and the code.
with events as (
    select
        facts.facility_id,
        facts.department,
        facts.event_month as month,
        facts.infection_group,
        facts.code_system || '|' || facts.code as code,
        facts.charged_stay_id,
        facts.row_type,
        facts.published,
        facts.is_in_rate,
        facts.h48 is not null as is_by_hours,
        facts.onset_basis = 'recorded' as is_recorded
    from gold.fact_infection_event as facts
),

event_cells as (
    select
        case
            when grouping(events.department) = 0 then 'department'
            when grouping(events.facility_id) = 0 and grouping(events.month) = 0 then 'facility_month'
            when grouping(events.facility_id) = 0 then 'facility'
            when grouping(events.month) = 0 then 'month'
            when grouping(events.infection_group) = 0 then 'group'
            when grouping(events.code) = 0 then 'code'
            else 'overall'
        end as stratum_type,
        events.facility_id,
        events.department,
        events.month,
        events.infection_group,
        events.code,
        count(*) filter (where events.is_in_rate and events.published = 'HO') as n_ho,
        count(distinct case when events.is_in_rate and events.published = 'HO' then events.charged_stay_id end) as n_ho_stays,
        count(*) filter (where events.is_in_rate and events.published = 'POA') as n_poa,
        count(*) filter (where events.is_in_rate and events.published = 'POST') as n_post,
        count(*) filter (where events.row_type = 'MENTION') as n_mentions,
        count(*) filter (where events.row_type = 'EVENT' and not events.is_in_rate) as n_other_groups,
        count(*) filter (where events.row_type = 'EXCLUDED_STAY') as n_excluded_stay,
        count(*) filter (where events.row_type = 'NOT_ATTACHED') as n_not_attached,
        count(*) filter (where events.row_type = 'NOT_COUNTED') as n_not_counted,
        count(*) filter (where events.row_type = 'UNDETERMINED') as n_undetermined,
        count(*) filter (where events.is_in_rate and events.is_by_hours) as n_by_hours,
        count(*) filter (where events.is_in_rate and events.is_recorded) as n_recorded
    from events
    group by grouping sets (
        (),
        (events.facility_id),
        (events.facility_id, events.department),
        (events.facility_id, events.month),
        (events.month),
        (events.infection_group),
        (events.code)
    )
),

exposure_cells as (
    select
        case
            when grouping(exposure.department) = 0 then 'department'
            when grouping(exposure.facility_id) = 0 and grouping(exposure.month) = 0 then 'facility_month'
            when grouping(exposure.facility_id) = 0 then 'facility'
            when grouping(exposure.month) = 0 then 'month'
            else 'overall'
        end as stratum_type,
        exposure.facility_id,
        exposure.department,
        exposure.month,
        coalesce(sum(exposure.admissions), 0) as admissions,
        coalesce(sum(exposure.patient_days), 0) as patient_days
    from gold.infection_exposure as exposure
    group by grouping sets (
        (),
        (exposure.facility_id),
        (exposure.facility_id, exposure.department),
        (exposure.facility_id, exposure.month),
        (exposure.month)
    )
),

totals as (
    select exposure_cells.admissions, exposure_cells.patient_days
    from exposure_cells
    where exposure_cells.stratum_type = 'overall'
),

cells as (
    select
        exposure_cells.stratum_type,
        exposure_cells.facility_id,
        exposure_cells.department,
        exposure_cells.month,
        cast(null as string) as other_value,
        exposure_cells.admissions,
        exposure_cells.patient_days
    from exposure_cells

    union

    select
        event_cells.stratum_type,
        event_cells.facility_id,
        event_cells.department,
        event_cells.month,
        coalesce(event_cells.infection_group, event_cells.code) as other_value,
        totals.admissions,
        totals.patient_days
    from event_cells
    cross join totals
    where event_cells.stratum_type in ('group', 'code')

    union

    -- What happened in a cell without any exposure, such as an infection of a department that no patient slept in.
    select
        event_cells.stratum_type,
        event_cells.facility_id,
        event_cells.department,
        event_cells.month,
        cast(null as string) as other_value,
        cast(0 as bigint) as admissions,
        cast(0 as bigint) as patient_days
    from event_cells
    left join exposure_cells
        on exposure_cells.stratum_type = event_cells.stratum_type
        and exposure_cells.facility_id is not distinct from event_cells.facility_id
        and exposure_cells.department is not distinct from event_cells.department
        and exposure_cells.month is not distinct from event_cells.month
    where event_cells.stratum_type not in ('group', 'code') and exposure_cells.stratum_type is null
)

select
    case when cells.stratum_type in ('month', 'facility_month') then cells.month else 'all' end as period,
    case when cells.stratum_type in ('facility', 'department', 'facility_month') then cells.facility_id else 'ALL' end as facility_id,
    cells.stratum_type,
    case cells.stratum_type
        when 'overall' then 'all'
        when 'facility' then cells.facility_id
        when 'department' then cells.department
        when 'facility_month' then cells.month
        when 'month' then cells.month
        else cells.other_value
    end as stratum_value,
    cast(cells.admissions as bigint) as admissions,
    cast(cells.patient_days as bigint) as patient_days,
    coalesce(event_cells.n_ho, 0) as n_ho,
    coalesce(event_cells.n_ho_stays, 0) as n_ho_stays,
    coalesce(event_cells.n_poa, 0) as n_poa,
    coalesce(event_cells.n_post, 0) as n_post,
    coalesce(event_cells.n_mentions, 0) as n_mentions,
    coalesce(event_cells.n_other_groups, 0) as n_other_groups,
    coalesce(event_cells.n_excluded_stay, 0) as n_excluded_stay,
    coalesce(event_cells.n_not_attached, 0) as n_not_attached,
    coalesce(event_cells.n_not_counted, 0) as n_not_counted,
    coalesce(event_cells.n_undetermined, 0) as n_undetermined,
    coalesce(event_cells.n_by_hours, 0) as n_by_hours,
    coalesce(event_cells.n_recorded, 0) as n_recorded
from cells
left join event_cells
    on event_cells.stratum_type = cells.stratum_type
    and event_cells.facility_id is not distinct from cells.facility_id
    and event_cells.department is not distinct from cells.department
    and event_cells.month is not distinct from cells.month
    and coalesce(event_cells.infection_group, event_cells.code) is not distinct from cells.other_value
-- A Condition that counts as nothing has no facility, department or month: it is counted overall only.
where not (cells.stratum_type in ('month', 'facility_month') and cells.month is null)
    and not (cells.stratum_type in ('facility', 'department', 'facility_month') and cells.facility_id is null)
    and not (cells.stratum_type = 'department' and cells.department is null)
