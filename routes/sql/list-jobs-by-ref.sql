-- As list-jobs.sql, for one external reference: a statement of its own, so that the reference's index serves it.
select id, external_ref, provider, type, parameters, priority, max_attempts, run_after, deadline_seconds, state,
       submitted_at, attempt, claimed_at, started_at, no_return_at, finished_at, step, waiting_reason, flow_version,
       fault, error_code, error_message, result, cancel_by, account
from job
where external_ref = :#external_ref
  and state in (:#in:states)
  and (:#any_provider = 1 or provider = :#provider)
  and (:#any_type = 1 or type = :#type)
  and submitted_at >= :#submitted_from and submitted_at < :#submitted_to
order by id desc
offset :#offset rows fetch next :#limit rows only
