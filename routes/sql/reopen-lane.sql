-- The probe went well.
update lane
set state = 'FLOWING', closed_until = null, reason = null, updated_at = systimestamp
where provider = :#provider and state = 'PROBING'
