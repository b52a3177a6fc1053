-- Both directions of every merge of two Patient records, whichever of the two says so. refer and seealso merge nothing.
with links as (
    select distinct
        case when link_type = 'replaces' then other_patient_id else patient_id end as replaced_id,
        case when link_type = 'replaces' then patient_id else other_patient_id end as replacing_id
    from bronze.patient_link
    where link_type in ('replaced-by', 'replaces')
        and other_patient_id <> patient_id
)
select replaced_id as from_id, replacing_id as to_id, true as is_forward from links
union all
select replacing_id as from_id, replaced_id as to_id, false as is_forward from links
