-- Given back unspent: the lane was closed, the browser services fail, or no worker is there, and nothing was done. For an FNO whose own
-- worker is away it is due later.
update job
set state = 'PENDING', attempt = attempt - 1, lookups = case when lookups = 0 then 0 else lookups - 1 end,
    waiting_reason = :#${body.waitingReason}, waiting_kind = :#${body.waitingKind}, waiting_until = null,
    run_after = case when cast(:#${body.delaySeconds} as number(9)) = 0 then null
                     else systimestamp + cast(:#${body.delaySeconds} as number(9)) * interval '1' second end,
    lease_owner = null, lease_token = null, lease_until = null,
    browser_address = null, browser_instance = null, browser_process = null, browser_deadline = null, session_id = null
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state in ('CLAIMED', 'RUNNING')
  and (no_return_at is null or lookups > 0) and cancel_by is null
