-- The session's id is chosen here, before the session is opened.
update job
set session_id = :#${body.sessionId}
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state = 'RUNNING' and cancel_by is null
