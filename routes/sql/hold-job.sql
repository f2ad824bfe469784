-- Why a job waits that nothing can run now; written once.
update job
set waiting_reason = :#reason, waiting_kind = 'flows-refused'
where id = :#id and state = 'PENDING' and (waiting_reason is null or waiting_reason <> :#reason)
