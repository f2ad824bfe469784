-- Events are appended one after the other: whoever holds the job's row may append.
select id from job where id = :#${body.jobId} for update
