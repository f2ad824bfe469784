-- Jobs whose lease ran out, for whoever comes first.
select id, provider, type, external_ref, attempt, max_attempts, no_return_at, cancel_by,
       browser_address, browser_instance, browser_process, lease_owner
from job
where state in ('CLAIMED', 'RUNNING') and lease_until < systimestamp
for update skip locked
