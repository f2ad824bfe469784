-- The probe failed, in an instance whose own breaker has not counted enough to open.
update lane
set state = 'CLOSED', closed_until = systimestamp + cast(:#seconds as number(9)) * interval '1' second, reason = :#reason,
    updated_at = systimestamp
where provider = :#provider and state = 'PROBING'
