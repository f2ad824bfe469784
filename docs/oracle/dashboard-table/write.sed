# For statements that change or lock rows. Comments stay as they are, but for the one that names the key.
s/^-- key: id$/-- key: job_id/
/^--/b

# the table
s/\bupdate job\b/update rpa_jobs/
s/\binto job \(/into rpa_jobs (/
s/\bfrom job\b/from rpa_jobs/
s/\bjob\.provider\b/case fno_code when 'METROFIBRE' then 'metrofiber' else lower(fno_code) end/

# a state that is asked for
s/\bstate in \('CLAIMED', 'RUNNING'\)/job_status = 'processing'/
s/\bstate in \('REVIEW', 'FAILED', 'CANCELLED'\)/job_status = 'failed'/
s/\b(and|where) state = 'PENDING'/\1 job_status = 'queued'/
s/\b(and|where) state = '(CLAIMED|RUNNING)'/\1 job_status = 'processing' and rpa_state = '\2'/
s/\b(and|where) state = 'REVIEW'/\1 job_status = 'failed' and rpa_state = 'REVIEW'/

# a state that is written: the dashboard's word, and the platform's beside it, which tells more
s/\bset state = 'PENDING'/set job_status = 'queued', rpa_state = 'PENDING'/
s/\bset state = '(CLAIMED|RUNNING)'/set job_status = 'processing', rpa_state = '\1'/
s/\bset state = 'SUCCEEDED'/set job_status = 'completed', rpa_state = 'SUCCEEDED'/
s/\bset state = '(FAILED|REVIEW|CANCELLED)'/set job_status = 'failed', rpa_state = '\1'/
s/\bset state = (:#[^,]+),/set job_status = case when \1 = 'PENDING' then 'queued' when \1 = 'SUCCEEDED' then 'completed' else 'failed' end,\n    rpa_state = \1,/

# names of columns; a parameter (:#name, :#${body.name}) is none
s/\b(where|and) id (=|in)/\1 job_id \2/
s/^( +)select id from/\1select job_id from/
s/\|\| id\b/|| job_id/
s/order by provider, state, run_after, queue_key, id/order by fno_code, job_status, scheduled_for, queue_key, job_id/
s/([ (])provider = (:#\w+)/\1fno_code = case when \2 = 'metrofiber' then 'METROFIBRE' else upper(\2) end/
s/([ (])run_after\b/\1scheduled_for/g
s/([ (])finished_at =/\1completed_at =/
s/([ (])error_message =/\1status_message =/
s/([ (])result =/\1result_data =/
s/([ (])priority =/\1job_priority =/
s/([ (])parameters =/\1job_parameters =/

# insert-job.sql, line by line
s/\(external_ref, provider, type, parameters, priority,/(job_reference, fno_code, job_action, job_parameters, job_priority,/
s/:#provider, :#type,/case when :#provider = 'metrofiber' then 'METROFIBRE' else upper(:#provider) end,\n  case when :#type = 'validation' then 'VALIDATE' when :#type = 'cancellation' then 'CANCEL' else upper(:#type) end,/
