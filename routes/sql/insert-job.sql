-- A job that somebody submits through the API.
insert into job (external_ref, provider, type, parameters, priority, run_after, max_attempts, deadline_seconds)
values (:#external_ref, :#provider, :#type, :#parameters, :#priority, :#run_after, :#max_attempts, :#deadline_seconds)
