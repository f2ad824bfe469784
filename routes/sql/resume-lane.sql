-- A person opens a lane again, whether a person paused it or the breaker closed it.
update lane
set state = 'FLOWING', closed_until = null, reason = null, updated_at = systimestamp
where provider = :#provider and state in ('PAUSED', 'CLOSED')
