-- Jobs whose lease ran out, for whoever comes first.
select id, provider, type, external_ref, attempt, max_attempts, no_return_at, cancel_by,
       browser_address, browser_instance, browser_process, session_id, lease_owner, lookups, lookup_misses, browser_deadline,
       case when browser_deadline is null or browser_deadline < systimestamp - interval '30' second then 1 else 0 end
         as browser_is_over
from job
where state in ('CLAIMED', 'RUNNING') and lease_until < systimestamp
for update skip locked
