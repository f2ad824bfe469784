-- No row: the job is somebody else's by now, or a person has cancelled it.
update job
set lease_until = systimestamp + cast(:#leaseSeconds as number(9)) * interval '1' second
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state in ('CLAIMED', 'RUNNING') and cancel_by is null
