-- M2a per stay: who may be asked about (completed acute stays of adults), and whether the person died in this stay.
with described as (
    select
        stays.stay_id,
        not stays.is_completed as is_not_completed,
        not stays.is_acute as is_not_acute,
        coalesce(stays.age_hi < case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_outside_age,
        coalesce(stays.age_lo >= case when parameters.profile = 'cms_like' then 65 else 18 end, false) as is_surely_of_age,
        coalesce(stay_deaths.starts_after_death, false) as is_vital_inconsistent,
        case when stay_deaths.stay_id is null then false else stay_deaths.is_in_hospital end as has_died
    from silver.stays as stays
    cross join config.parameters as parameters
    left join silver.stay_deaths as stay_deaths on stay_deaths.stay_id = stays.stay_id
),

reasons as (
    select
        described.stay_id,
        described.has_died,
        case when described.is_not_completed then ',NOT_COMPLETED' else '' end
        || case when described.is_not_acute then ',NOT_ACUTE' else '' end
        || case when described.is_outside_age then ',AGE' else '' end
        || case when described.is_vital_inconsistent then ',VITAL_INCONSISTENT' else '' end as known,
        case when described.is_surely_of_age and described.has_died is not null then '' else ',UNDETERMINED' end as undecided
    from described
),

decided as (
    select
        reasons.stay_id,
        reasons.has_died,
        case when reasons.known <> '' then reasons.known else reasons.undecided end as exclusions
    from reasons
)

select
    decided.stay_id,
    decided.exclusions = '' as in_denominator,
    nullif(split_part(substring(decided.exclusions, 2), ',', 1), '') as first_exclusion,
    nullif(substring(decided.exclusions, 2), '') as exclusions,
    case when decided.exclusions = '' then decided.has_died end as numerator
from decided
