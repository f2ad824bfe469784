-- What happened to a job, in order.
select seq, attempt, happened_at, kind, step, detail, evidence_key, content_type, sha256, hash
from job_event
where job_id = :#id
order by seq
