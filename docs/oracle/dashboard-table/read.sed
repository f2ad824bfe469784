# For statements that only read: what they look for is put in the table's own words too, so that its indexes serve.
/^--/b
s/\bfrom job\b/from dashboard_job/g
s/\b(\w\.)?state in \('CLAIMED', 'RUNNING'\)/\1job_status = 'processing'/g
s/\b(\w\.)?state = 'PENDING'/\1job_status = 'queued'/g
s/\b(\w\.)?state = '(CLAIMED|RUNNING)'/\1job_status = 'processing' and \1state = '\2'/g
s/([ (])(\w\.)?provider = (:#\w+)/\1\2fno_code = case when \3 = 'metrofiber' then 'METROFIBRE' else upper(\3) end/g
s/\b(\w)\.provider = l\.provider/\1.fno_code = case l.provider when 'metrofiber' then 'METROFIBRE' else upper(l.provider) end/g
