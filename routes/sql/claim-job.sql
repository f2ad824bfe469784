-- A claim is an attempt, whether it gets far or not.
update job
set state = 'CLAIMED', attempt = attempt + 1, account = :#account,
    lease_owner = :#instance, lease_token = :#leaseToken,
    lease_until = systimestamp + cast(:#leaseSeconds as number(9)) * interval '1' second,
    claimed_at = systimestamp, started_at = null, finished_at = null, no_return_at = null,
    step = null, waiting_reason = null, cancel_by = null,
    browser_address = null, browser_instance = null, browser_process = null, session_id = null,
    fault = null, error_code = null, error_message = null, result = null
where id = :#id and state = 'PENDING'
