# For statements that only read: what they look for is put in the table's own words too, so that its indexes serve.
/^--/b
s/\bfrom job\b/from dashboard_job/g
s/\b(\w\.)?state in \('CLAIMED', 'RUNNING'\)/\1job_status = 'processing'/g
s/\b(\w\.)?state = 'PENDING'/\1job_status = 'queued'/g
s/([ (])provider = (:#\w+)/\1fno_code = case when \2 = 'metrofiber' then 'METROFIBRE' else upper(\2) end/
