-- Which acute stays form one episode. Each stay is compared with one stay only, the one of the current chain that ends last: it is joined to the chain when
-- that one is at another facility, is not over for more than the allowed days, and did not end in death. The disposition is not asked.
with recursive walked as (
    select
        person_id,
        run,
        place,
        stay_id,
        stay_id as first_stay_id,
        facility_id as last_facility_id,
        end_date as last_end_date,
        end_key as last_end_key,
        can_send
    from silver.transfer_candidates
    where place = 1 and run_length > 1
    union all
    select
        stays.person_id,
        stays.run,
        stays.place,
        stays.stay_id,
        case
            when walked.can_send and stays.facility_id <> walked.last_facility_id and days_between(walked.last_end_date, stays.start_date) <= stays.transfer_gap_days then walked.first_stay_id
            else stays.stay_id
        end as first_stay_id,
        case
            when walked.can_send and stays.facility_id <> walked.last_facility_id and days_between(walked.last_end_date, stays.start_date) <= stays.transfer_gap_days
                and walked.last_end_key > stays.end_key then walked.last_facility_id
            else stays.facility_id
        end as last_facility_id,
        case
            when walked.can_send and stays.facility_id <> walked.last_facility_id and days_between(walked.last_end_date, stays.start_date) <= stays.transfer_gap_days
                and walked.last_end_key > stays.end_key then walked.last_end_date
            else stays.end_date
        end as last_end_date,
        case
            when walked.can_send and stays.facility_id <> walked.last_facility_id and days_between(walked.last_end_date, stays.start_date) <= stays.transfer_gap_days
                and walked.last_end_key > stays.end_key then walked.last_end_key
            else stays.end_key
        end as last_end_key,
        case
            when walked.can_send and stays.facility_id <> walked.last_facility_id and days_between(walked.last_end_date, stays.start_date) <= stays.transfer_gap_days
                and walked.last_end_key > stays.end_key then walked.can_send
            else stays.can_send
        end as can_send
    from walked
    join silver.transfer_candidates stays
        on stays.person_id = walked.person_id
        and stays.run = walked.run
        and stays.place = walked.place + 1
)
select stay_id, first_stay_id
from walked
