-- A job that somebody submits through the API. The next line names the column in which it gets its number.
-- key: id
insert into job (external_ref, provider, type, parameters, priority, run_after, max_attempts, deadline_seconds)
values (:#external_ref, :#provider, :#type, :#parameters, :#priority, :#run_after, :#max_attempts, :#deadline_seconds)
