-- The breaker opened, or the probe failed.
update lane
set state = 'CLOSED', closed_until = systimestamp + cast(:#seconds as number(9)) * interval '1' second, reason = :#reason,
    updated_at = systimestamp
where provider = :#provider and state in ('FLOWING', 'PROBING')
