-- A person gives a job new attempts. Past its point of no return only if the person has seen that it was not done.
update job
set state = 'PENDING', max_attempts = attempt + :#attempts, run_after = null, no_return_at = null, finished_at = null,
    lookups = 0, lookup_misses = 0, waiting_reason = null, waiting_kind = null, step = null, fault = null, error_code = null, error_message = null, cancel_by = null
where id = :#id and state in ('REVIEW', 'FAILED', 'CANCELLED') and (no_return_at is null or :#confirmed = 1)
