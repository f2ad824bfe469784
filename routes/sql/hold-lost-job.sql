-- The lost attempt's browser may still live, where it cannot be ended from here. Some instance looks again soon.
update job
set waiting_reason = :#reason, waiting_kind = 'old-browser', waiting_until = browser_deadline,
    lease_until = systimestamp + cast(:#seconds as number(9)) * interval '1' second
where id = :#id and lease_token = :#leaseToken and state in ('CLAIMED', 'RUNNING')
