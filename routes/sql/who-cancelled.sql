-- Tells a cancelled job from one that was taken over.
select cancel_by
from job
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state in ('CLAIMED', 'RUNNING') and cancel_by is not null
