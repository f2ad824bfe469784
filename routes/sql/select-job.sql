-- One job, for whoever asks.
select id, external_ref, provider, type, parameters, priority, max_attempts, run_after, deadline_seconds, state,
       submitted_at, attempt, claimed_at, started_at, no_return_at, finished_at, step, waiting_reason, flow_version,
       fault, error_code, error_message, result, cancel_by, account
from job
where id = :#id
