copy (
    select
        id as observation_id,
        status,
        regexp_extract(subject.reference, 'Patient/([^/]+)', 1) as patient_id,
        regexp_extract(encounter.reference, 'Encounter/([^/]+)', 1) as encounter_id,
        category[1].coding[1].code as category_code,
        code.coding[1].system as code_system,
        code.coding[1].code as code,
        effectiveDateTime as effective_date_time,
        effectivePeriod.start as effective_period_start,
        valueQuantity.value as value_quantity,
        valueQuantity.code as value_unit,
        valueCodeableConcept.coding[1].system as value_code_system,
        valueCodeableConcept.coding[1].code as value_code
    from read_ndjson('{source}', columns = {
        id: 'VARCHAR',
        status: 'VARCHAR',
        subject: 'STRUCT(reference VARCHAR)',
        encounter: 'STRUCT(reference VARCHAR)',
        category: 'STRUCT(coding STRUCT(code VARCHAR)[])[]',
        code: 'STRUCT(coding STRUCT(system VARCHAR, code VARCHAR)[])',
        effectiveDateTime: 'VARCHAR',
        effectivePeriod: 'STRUCT("start" VARCHAR)',
        valueQuantity: 'STRUCT(value VARCHAR, code VARCHAR)',
        valueCodeableConcept: 'STRUCT(coding STRUCT(system VARCHAR, code VARCHAR)[])'
    })
) to '{target}' (format parquet, compression zstd, compression_level 1)
