-- Given back unspent: the lane was closed, or the browser services fail, and nothing was done.
update job
set state = 'PENDING', attempt = attempt - 1, lookups = case when lookups = 0 then 0 else lookups - 1 end,
    waiting_reason = :#${body.waitingReason}, waiting_kind = null, waiting_until = null,
    run_after = null, lease_owner = null, lease_token = null, lease_until = null,
    browser_address = null, browser_instance = null, browser_process = null, browser_deadline = null, session_id = null
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state in ('CLAIMED', 'RUNNING')
  and (no_return_at is null or lookups > 0) and cancel_by is null
