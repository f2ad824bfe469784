-- The next due jobs of a lane; queue-timed-jobs has seen to those with a time. The order names every column of
-- job_due_ix, or the index would not serve it.
select id, external_ref, provider, type, parameters, attempt, max_attempts, deadline_seconds, no_return_at, lookups,
       lookup_misses
from job
where id in (
  select id from job
  where provider = :#provider and state = 'PENDING' and run_after is null
  order by provider, state, run_after, queue_key, id
  fetch first :#room rows only)
  and state = 'PENDING'
for update skip locked
