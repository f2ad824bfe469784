-- Whoever recovers a lost job ends its browser first, and finds it here: as soon as there is one, then with its address.
update job
set browser_address = :#${body.browserAddress}, browser_instance = :#${body.browserInstance},
    browser_process = :#${body.browserProcess}, browser_deadline = :#${body.browserDeadline},
    waiting_reason = null, waiting_kind = null, waiting_until = null
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state = 'RUNNING' and cancel_by is null
