-- What the next event follows.
select seq, hash
from job_event
where job_id = :#${variable.newEvent.jobId}
order by seq desc
fetch first 1 rows only
