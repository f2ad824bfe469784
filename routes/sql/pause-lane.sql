-- A person stops a lane: nothing more is claimed there until somebody resumes it.
update lane
set state = 'PAUSED', closed_until = null, reason = :#reason, updated_at = systimestamp
where provider = :#provider
