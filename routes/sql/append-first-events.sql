-- The first events of jobs that are made together, each the first of its job.
insert into job_event (job_id, seq, attempt, happened_at, kind, detail, prev_hash, hash)
values (:#job_id, :#seq, :#attempt, :#happened_at, :#kind, :#detail, :#prev_hash, :#hash)
