-- A person decides what a job in REVIEW has come to.
update job
set state = :#state, finished_at = systimestamp, waiting_reason = null, waiting_kind = null, fault = null,
    error_code = case when :#state = 'SUCCEEDED' then null else 'settled-by-hand' end,
    error_message = case when :#state = 'SUCCEEDED' then null else :#why end
where id = :#id and state = 'REVIEW'
