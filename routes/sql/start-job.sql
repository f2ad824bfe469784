-- CLAIMED becomes RUNNING, if it is still ours.
update job
set state = 'RUNNING', started_at = systimestamp, flow_version = :#${body.flowVersion}
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state = 'CLAIMED' and cancel_by is null
