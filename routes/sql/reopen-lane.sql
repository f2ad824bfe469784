-- The probe went well, and is still the job's attempt: one that froze meanwhile knows nothing of the portal as it is now.
update lane
set state = 'FLOWING', closed_until = null, reason = null, updated_at = systimestamp
where lane.provider = :#provider and state = 'PROBING'
  and (cast(:#${body.leaseToken} as varchar2(36)) is null or exists (
    select 1 from job where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and lease_until > systimestamp))
