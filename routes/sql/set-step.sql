-- Where a running job is.
update job
set step = :#step, waiting_reason = null, waiting_kind = null, waiting_until = null
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state = 'RUNNING'
