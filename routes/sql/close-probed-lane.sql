-- The probe failed, in an instance whose own breaker has not counted enough to open.
update lane
set state = 'CLOSED', closed_until = systimestamp + cast(:#seconds as number(9)) * interval '1' second, reason = :#reason,
    updated_at = systimestamp
where lane.provider = :#provider and state = 'PROBING'
  and (cast(:#${body.leaseToken} as varchar2(36)) is null or exists (
    select 1 from job where id = :#${body.jobId} and lease_token = :#${body.leaseToken} and lease_until > systimestamp))
