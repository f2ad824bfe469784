-- A claim is an attempt, whether it gets far or not. All jobs of a lane that get the same account in one statement; each has
-- a token of its own, which is the claim's with the job's number. A job past its point of no return is claimed to be looked
-- up, never to be done again: the point stays in the row.
update job
set state = 'CLAIMED', attempt = attempt + 1, account = :#account,
    lease_owner = :#instance, lease_token = :#claimToken || '-' || id,
    lease_until = systimestamp + cast(:#leaseSeconds as number(9)) * interval '1' second,
    claimed_at = systimestamp, started_at = null, finished_at = null,
    lookups = case when no_return_at is null then 0 else lookups + 1 end,
    lookup_misses = case when no_return_at is null then 0 else lookup_misses end,
    step = null, waiting_reason = null, waiting_kind = null, waiting_until = null, cancel_by = null,
    browser_address = null, browser_instance = null, browser_process = null, browser_deadline = null, session_id = null,
    fault = null, error_code = null, error_message = null, result = null
where id in (:#in:ids) and state = 'PENDING'
