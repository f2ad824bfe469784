-- A person has given an account its login budget back: the time of closing is over, and the next claim probes. The portal's own
-- breaker may have closed the lane before the account's rest did. A lane that is closed for another reason stays closed.
update lane
set closed_until = systimestamp, reason = 'An account was reset: the next job tries it, and the lane flows again if the portal answers',
    updated_at = systimestamp
where provider = :#provider and state = 'CLOSED' and reason like 'login budget:%'
