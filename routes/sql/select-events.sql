-- A job's events in order. The time is text as it was hashed: UTC, milliseconds.
select job_id, seq, attempt,
       to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.FF3"Z"') as happened_at,
       kind, step, detail, evidence_key, content_type, sha256, prev_hash, hash
from job_event
where job_id = :#${body.jobId}
order by seq
