-- A person has given an account its login budget back. A lane that was closed for another reason stays closed.
update lane
set state = 'FLOWING', closed_until = null, reason = null, updated_at = systimestamp
where provider = :#provider and state = 'CLOSED' and reason like 'login budget:%'
