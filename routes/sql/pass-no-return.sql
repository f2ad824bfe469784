-- Written before the click that cannot be taken back. No row: the attempt is not ours any more, or was cancelled, or is a
-- lookup, which may not.
update job
set no_return_at = systimestamp
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state = 'RUNNING' and cancel_by is null
  and lease_until > systimestamp and lookups = 0
