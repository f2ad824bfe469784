-- A piece of evidence is handed out only if an event of its job names it.
select evidence_key, content_type, sha256
from job_event
where job_id = :#id and evidence_key = :#key
