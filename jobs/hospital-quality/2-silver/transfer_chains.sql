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
        start_key as last_start_key,
        end_date as last_end_date,
        end_key as last_end_key,
        can_send
    from silver.transfer_candidates
    where place = 1 and run_length > 1
    union all
    select
        person_id,
        run,
        place,
        stay_id,
        case when is_linked then first_stay_id else stay_id end as first_stay_id,
        case when is_linked and is_longer then last_facility_id else facility_id end as last_facility_id,
        case when is_linked and is_longer then last_start_key else start_key end as last_start_key,
        case when is_linked and is_longer then last_end_date else end_date end as last_end_date,
        case when is_linked and is_longer then last_end_key else end_key end as last_end_key,
        case when is_linked and is_longer then sender_can_send else can_send end as can_send
    from (
        select
            stays.*,
            walked.first_stay_id,
            walked.last_facility_id,
            walked.last_start_key,
            walked.last_end_date,
            walked.last_end_key,
            walked.can_send as sender_can_send,
            walked.can_send
                and stays.facility_id <> walked.last_facility_id
                and days_between(walked.last_end_date, stays.start_date) <= stays.transfer_gap_days as is_linked,
            walked.last_end_key > stays.end_key
                or (walked.last_end_key = stays.end_key and walked.last_start_key = stays.start_key) as is_longer
        from walked
        join silver.transfer_candidates stays
            on stays.person_id = walked.person_id
            and stays.run = walked.run
            and stays.place = walked.place + 1
    ) steps
)
select stay_id, first_stay_id
from walked
