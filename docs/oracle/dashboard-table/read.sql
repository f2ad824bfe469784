with dashboard_job as (
  select fno_code, job_status, job_id as id, job_reference as external_ref,
         case fno_code when 'METROFIBRE' then 'metrofiber' else lower(fno_code) end as provider,
         case job_action when 'VALIDATE' then 'validation' when 'CANCEL' then 'cancellation' else lower(job_action) end as type,
         job_parameters as parameters, job_priority as priority, scheduled_for as run_after,
         case when job_status = 'queued' then 'PENDING'
              when job_status = 'completed' then 'SUCCEEDED'
              when job_status = 'processing' and rpa_state = 'CLAIMED' then 'CLAIMED'
              when job_status = 'processing' then 'RUNNING'
              when rpa_state in ('REVIEW', 'CANCELLED') then rpa_state
              else 'FAILED' end as state,
         created_at as submitted_at, completed_at as finished_at, status_message as error_message, result_data as result,
         attempt, max_attempts, deadline_seconds, lease_owner, lease_token, lease_until, claimed_at, started_at,
         no_return_at, lookups, lookup_misses, step, waiting_reason, waiting_kind, waiting_until, flow_version,
         browser_address, browser_instance, browser_process, browser_deadline, session_id, account, fault, error_code,
         cancel_by
  from rpa_jobs)
