-- A claim is an attempt, whether it gets far or not. All jobs that a lane has room for in one statement; each has a
-- token of its own, which is the claim's with the job's number.
update job
set state = 'CLAIMED', attempt = attempt + 1,
    lease_owner = :#instance, lease_token = :#claimToken || '-' || id,
    lease_until = systimestamp + cast(:#leaseSeconds as number(9)) * interval '1' second,
    claimed_at = systimestamp, started_at = null, finished_at = null, no_return_at = null,
    step = null, waiting_reason = null, cancel_by = null,
    browser_address = null, browser_instance = null, browser_process = null, session_id = null,
    fault = null, error_code = null, error_message = null, result = null
where id in (:#in:ids) and state = 'PENDING'
