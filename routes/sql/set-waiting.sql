-- Why a running job does not go on; null once it does.
update job
set waiting_reason = :#reason, waiting_kind = :#${header.waitingKind}, waiting_until = :#${header.waitingUntil}
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state in ('CLAIMED', 'RUNNING')
