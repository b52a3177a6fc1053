-- Events and their denominators per cell. Events by hospital, department and month where they are charged; by group, code, precision and basis for the whole.
with events as (
    select
        facts.facility_id,
        facts.department,
        facts.event_month,
        case when facts.is_rate_group then facts.infection_group end as infection_group,
        case when facts.is_in_rate then facts.code_system || '|' || facts.code end as code,
        case when facts.is_in_rate then facts.event_precision end as event_precision,
        case when facts.is_in_rate then facts.onset_basis end as onset_basis,
        facts.charged_stay_id,
        facts.row_type,
        facts.published,
        facts.n_mentions,
        facts.is_rate_group,
        facts.is_in_rate,
        facts.is_in_rate and facts.published = 'HO' as is_ho,
        facts.is_in_rate and facts.h48 is not null as is_by_hours,
        facts.is_in_rate and facts.onset_basis = 'recorded' as is_recorded,
        case when facts.row_type = 'EVENT' and not facts.is_rate_group then facts.infection_group end as other_group
    from gold.fact_infection_event as facts
),

event_cells as (
    select
        case
            when grouping(events.department) = 0 then 'department'
            when grouping(events.infection_group) = 0 then 'group'
            when grouping(events.facility_id) = 0 and grouping(events.event_month) = 0 then 'facility_month'
            when grouping(events.facility_id) = 0 then 'facility'
            when grouping(events.event_month) = 0 then 'month'
            when grouping(events.code) = 0 then 'code'
            when grouping(events.event_precision) = 0 then 'precision'
            when grouping(events.onset_basis) = 0 then 'onset_basis'
            else 'overall'
        end as stratum_type,
        case when grouping(events.event_month) = 0 then events.event_month else 'all' end as period,
        case when grouping(events.facility_id) = 0 then events.facility_id else 'ALL' end as facility_id,
        case
            when grouping(events.department) = 0 then events.department
            when grouping(events.infection_group) = 0 then events.infection_group
            when grouping(events.event_month) = 0 then events.event_month
            when grouping(events.facility_id) = 0 then events.facility_id
            when grouping(events.code) = 0 then events.code
            when grouping(events.event_precision) = 0 then events.event_precision
            when grouping(events.onset_basis) = 0 then events.onset_basis
            else 'all'
        end as stratum_value,
        count(*) filter (where events.is_ho) as n_ho,
        count(distinct case when events.is_ho then events.charged_stay_id end) as n_ho_stays,
        count(*) filter (where events.is_in_rate and events.published = 'POA') as n_poa,
        count(*) filter (where events.is_in_rate and events.published = 'POST') as n_post,
        sum(case when events.is_in_rate then events.n_mentions end) as n_mentions,
        count(*) filter (where events.other_group = 'SSI') as n_ssi,
        count(*) filter (where events.other_group = 'MDRO') as n_mdro,
        count(*) filter (where events.other_group = 'RESP_VIRAL') as n_resp_viral,
        count(*) filter (where events.is_rate_group and events.row_type = 'EXCLUDED_STAY') as n_excluded_stay,
        count(*) filter (where events.is_rate_group and events.row_type = 'NOT_ATTACHED') as n_not_attached,
        count(*) filter (where events.is_rate_group and events.row_type = 'NOT_COUNTED') as n_not_counted,
        count(*) filter (where events.is_rate_group and events.row_type = 'UNDETERMINED') as n_undetermined,
        count(*) filter (where events.is_by_hours) as n_by_hours,
        count(*) filter (where events.is_recorded) as n_recorded
    from events
    group by grouping sets (
        (),
        (events.facility_id),
        (events.facility_id, events.department),
        (events.facility_id, events.event_month),
        (events.event_month),
        (events.infection_group),
        (events.facility_id, events.infection_group),
        (events.code),
        (events.event_precision),
        (events.onset_basis)
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
        case when grouping(exposure.month) = 0 then exposure.month else 'all' end as period,
        case when grouping(exposure.facility_id) = 0 then exposure.facility_id else 'ALL' end as facility_id,
        case
            when grouping(exposure.department) = 0 then exposure.department
            when grouping(exposure.month) = 0 then exposure.month
            when grouping(exposure.facility_id) = 0 then exposure.facility_id
            else 'all'
        end as stratum_value,
        sum(exposure.admissions) as admissions,
        sum(exposure.patient_days) as patient_days
    from gold.infection_exposure as exposure
    group by grouping sets (
        (),
        (exposure.facility_id),
        (exposure.facility_id, exposure.department),
        (exposure.facility_id, exposure.month),
        (exposure.month)
    )
),

cells as (
    select exposure_cells.stratum_type, exposure_cells.period, exposure_cells.facility_id, exposure_cells.stratum_value
    from exposure_cells

    union

    -- What did not happen in a stay has no hospital, no department and no month: it is counted overall only.
    select event_cells.stratum_type, event_cells.period, event_cells.facility_id, event_cells.stratum_value
    from event_cells
    where event_cells.period is not null and event_cells.facility_id is not null and event_cells.stratum_value is not null

    union

    -- A group without events shows too, but only for the whole.
    select 'group' as stratum_type, 'all' as period, 'ALL' as facility_id, groups.infection_group as stratum_value
    from gold.infection_groups as groups
    where groups.is_in_rate
)

select
    cells.period,
    cells.facility_id,
    cells.stratum_type,
    cells.stratum_value,
    cast(coalesce(own.admissions, wholes.admissions, 0) as bigint) as admissions,
    cast(coalesce(own.patient_days, wholes.patient_days, 0) as bigint) as patient_days,
    coalesce(event_cells.n_ho, 0) as n_ho,
    coalesce(event_cells.n_ho_stays, 0) as n_ho_stays,
    coalesce(event_cells.n_poa, 0) as n_poa,
    coalesce(event_cells.n_post, 0) as n_post,
    cast(coalesce(event_cells.n_mentions, 0) as bigint) as n_mentions,
    coalesce(event_cells.n_ssi, 0) as n_ssi,
    coalesce(event_cells.n_mdro, 0) as n_mdro,
    coalesce(event_cells.n_resp_viral, 0) as n_resp_viral,
    coalesce(event_cells.n_excluded_stay, 0) as n_excluded_stay,
    coalesce(event_cells.n_not_attached, 0) as n_not_attached,
    coalesce(event_cells.n_not_counted, 0) as n_not_counted,
    coalesce(event_cells.n_undetermined, 0) as n_undetermined,
    coalesce(event_cells.n_by_hours, 0) as n_by_hours,
    coalesce(event_cells.n_recorded, 0) as n_recorded
from cells
left join event_cells
    on event_cells.stratum_type = cells.stratum_type
    and event_cells.period = cells.period
    and event_cells.facility_id = cells.facility_id
    and event_cells.stratum_value = cells.stratum_value
left join exposure_cells as own
    on own.stratum_type = cells.stratum_type
    and own.period = cells.period
    and own.facility_id = cells.facility_id
    and own.stratum_value = cells.stratum_value
-- Groups and codes are parts of the events of the whole or of a hospital, over its days and admissions.
left join exposure_cells as wholes
    on cells.stratum_type in ('group', 'code', 'precision', 'onset_basis')
    and wholes.stratum_type = case when cells.facility_id = 'ALL' then 'overall' else 'facility' end
    and wholes.facility_id = cells.facility_id
