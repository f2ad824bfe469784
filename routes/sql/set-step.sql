-- Where a running job is.
update job
set step = :#step, waiting_reason = null
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state = 'RUNNING'
