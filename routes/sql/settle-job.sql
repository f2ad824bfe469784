-- The one way out of an attempt: exactly one of those who hold a lease writes it. A job that a person has cancelled
-- meanwhile does not go back to the queue: its lease runs out, and recovery makes it CANCELLED.
update job
set state = :#${body.state.name},
    run_after = case when :#${body.terminal} = 1 then null
                     else systimestamp + cast(:#${body.delaySeconds} as number(9)) * interval '1' second end,
    finished_at = case when :#${body.terminal} = 1 then systimestamp else null end,
    fault = :#${body.fault}, error_code = :#${body.code}, error_message = :#${body.message}, result = :#${body.result},
    waiting_reason = :#${body.waitingReason}, waiting_kind = :#${body.waitingKind}, waiting_until = null,
    lookup_misses = lookup_misses + cast(:#${body.missed} as number(3)), lease_owner = null, lease_token = null, lease_until = null, cancel_by = null
where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and state in ('CLAIMED', 'RUNNING')
  and (cancel_by is null or :#${body.state.name} <> 'PENDING')
