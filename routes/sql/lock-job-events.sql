-- Events are appended one after the other: whoever holds the job's row may append. What an attempt tells
-- is told under its lease: no row, if the job is another's by now.
select id
from job
where id = :#${body.jobId}
  and (cast(:#${body.leaseToken} as varchar2(36)) is null or lease_token = :#${body.leaseToken})
for update
