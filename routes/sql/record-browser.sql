-- Whoever recovers a lost job ends its browser first, and finds it here.
update job
set browser_address = :#${body.browserAddress}, browser_instance = :#${body.browserInstance},
    browser_process = :#${body.browserProcess}, waiting_reason = null
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state = 'RUNNING' and cancel_by is null
