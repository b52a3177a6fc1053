-- Conditions with a code of an infection group: one row per Condition and group, with the code that defines it, what is known of its time,
-- and why it does not count if it does not.
with matched as (
    select
        codes.condition_id,
        matches.code_group as infection_group,
        codes.system,
        codes.code,
        row_number() over (
            partition by codes.condition_id, matches.code_group
            order by case when codes.system = 'http://snomed.info/sct' then 0 else 1 end, codes.position
        ) as choice
    from silver.condition_codes as codes
    inner join silver.code_matches as matches on matches.system = codes.system and matches.code = codes.code
    where matches.value_set = 'vs_infection'
),

forced as (
    select distinct codes.condition_id
    from silver.condition_codes as codes
    inner join silver.code_matches as matches on matches.system = codes.system and matches.code = codes.code
    where matches.value_set = 'vs_infection_force_poa'
),

timed as (
    select
        conditions.condition_id,
        conditions.person_id,
        coded_stays.stay_id,
        conditions.verification,
        conditions.category,
        conditions.has_onset,
        case
            when conditions.onset_text is not null then 'onset'
            when conditions.onset_kind = 'other' then 'other'
            when conditions.recorded_text is not null then 'recorded'
            else 'none'
        end as onset_basis,
        case
            when conditions.onset_text is not null then conditions.onset_text
            when conditions.onset_kind = 'other' then cast(null as string)
            else conditions.recorded_text
        end as event_text
    from silver.conditions as conditions
    -- An encounter of somebody else says nothing about where this patient was.
    left join silver.stays as coded_stays
        on coded_stays.stay_id = conditions.stay_id
        and coded_stays.person_id = conditions.person_id
)

select
    timed.condition_id,
    matched.infection_group,
    timed.person_id,
    timed.stay_id as coded_stay_id,
    matched.system as code_system,
    matched.code,
    timed.onset_basis,
    timed.event_text,
    fhir_precision(timed.event_text) as event_precision,
    forced.condition_id is not null as is_forced_poa,
    case
        when coalesce(timed.verification, 'confirmed') <> 'confirmed' then 'verification'
        when timed.category is not null
            and not (',' || timed.category || ',' like '%,encounter-diagnosis,%')
            and not (',' || timed.category || ',' like '%,problem-list-item,%' and timed.has_onset) then 'category'
        when timed.onset_basis = 'recorded' and not parameters.use_recorded_date then 'recorded'
    end as not_counted_because
from timed
inner join matched on matched.condition_id = timed.condition_id and matched.choice = 1
cross join config.parameters as parameters
left join forced on forced.condition_id = timed.condition_id
