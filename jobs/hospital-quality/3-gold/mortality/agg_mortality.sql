-- M2, mortality in hospital, within 30 days of admission and within 30 days of discharge: rate per cell with its Wilson interval.
with value_sets as (
    select
        max(case when codes.value_set = 'vs_hospice_type' then codes.version end) as hospice_version,
        max(case when codes.value_set = 'ccs_dx' then codes.version end) as ccs_version
    from valuesets.codes as codes
),

cells as (
    select
        counts.*,
        cast(counts.n_deaths as double) as numerator,
        cast(counts.n_in_rate as double) as denominator,
        cast(counts.n_deaths as double) / nullif(cast(counts.n_in_rate as double), 0) as proportion,
        cast(1.959963984540054 as double) as z
    from gold.mortality_counts as counts
),

bounds as (
    select
        cells.*,
        (cells.proportion + cells.z * cells.z / nullif(2 * cells.denominator, 0))
        / nullif(1 + cells.z * cells.z / nullif(cells.denominator, 0), 0) as centre,
        cells.z
        * sqrt(
            cells.proportion * (1 - cells.proportion) / nullif(cells.denominator, 0)
            + cells.z * cells.z / nullif(4 * cells.denominator * cells.denominator, 0)
        )
        / nullif(1 + cells.z * cells.z / nullif(cells.denominator, 0), 0) as half_width
    from cells
),

details as (
    select
        bounds.*,
        case when bounds.n_age > 0 then ';AGE=' || cast(bounds.n_age as string) else '' end
        || case when bounds.n_ama > 0 then ';AMA=' || cast(bounds.n_ama as string) else '' end
        || case when bounds.n_died > 0 then ';DIED=' || cast(bounds.n_died as string) else '' end
        || case when bounds.n_hospice > 0 then ';HOSPICE=' || cast(bounds.n_hospice as string) else '' end
        || case when bounds.n_not_acute > 0 then ';NOT_ACUTE=' || cast(bounds.n_not_acute as string) else '' end
        || case when bounds.n_not_completed > 0 then ';NOT_COMPLETED=' || cast(bounds.n_not_completed as string) else '' end
        || case when bounds.n_no_followup > 0 then ';NO_FOLLOWUP=' || cast(bounds.n_no_followup as string) else '' end
        || case when bounds.n_transferred_out > 0 then ';TRANSFERRED_OUT=' || cast(bounds.n_transferred_out as string) else '' end
        || case when bounds.n_transfer_in > 0 then ';TRANSFER_IN=' || cast(bounds.n_transfer_in as string) else '' end
        || case when bounds.n_undetermined > 0 then ';UNDETERMINED=' || cast(bounds.n_undetermined as string) else '' end
        || case when bounds.n_vital_inconsistent > 0 then ';VITAL_INCONSISTENT=' || cast(bounds.n_vital_inconsistent as string) else '' end
        || case when bounds.n_vital_unknown > 0 then ';VITAL_UNKNOWN=' || cast(bounds.n_vital_unknown as string) else '' end as excluded_text,
        case when bounds.measure in ('M2B', 'M2B_BEFORE_DRAW', 'M2C') then ';death_feed=' || parameters.death_feed else '' end
        || case when bounds.n_not_drawn > 0 then ';n_not_drawn=' || cast(bounds.n_not_drawn as string) else '' end as other_text,
        parameters.spec_version,
        parameters.as_of
    from bounds
    cross join config.parameters as parameters
)

select
    details.measure,
    details.period,
    details.facility_id,
    details.stratum_type,
    details.stratum_value,
    details.numerator,
    details.denominator,
    details.proportion as value,
    case when details.denominator > 0 then greatest(details.centre - details.half_width, cast(0 as double)) end as ci_lo,
    case when details.denominator > 0 then least(details.centre + details.half_width, cast(1 as double)) end as ci_hi,
    'proportion' as unit,
    details.n_not_completed + details.n_not_acute + details.n_age + details.n_vital_inconsistent + details.n_ama + details.n_transfer_in
    + details.n_transferred_out + details.n_hospice + details.n_died + details.n_vital_unknown + details.n_no_followup as n_excluded,
    details.n_undetermined,
    substring(details.excluded_text || details.other_text, 2) as detail,
    details.spec_version,
    'vs_hospice_type=' || coalesce(value_sets.hospice_version, 'none') || ';ccs_dx=' || coalesce(value_sets.ccs_version, 'none') as value_set_version,
    details.as_of
from details
cross join value_sets
